package org.ockham.data.fetch;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataException;
import org.ockham.file.Excerpt;

/**
 * The proxy that the environment names, read as curl and pip do: {@code HTTPS_PROXY}, {@code HTTP_PROXY} or {@code ALL_PROXY} by
 * the address's scheme, {@code NO_PROXY} for hosts that are reached directly; in small letters too, which win. Java's own
 * options ({@code -Dhttps.proxyHost} and the like) are more particular: where one is set, they alone decide.
 *
 * @see <a href="https://everything.curl.dev/usingcurl/proxies/env.html">everything curl: proxy environment variables</a>
 */
final class EnvironmentProxy extends ProxySelector {

  /** What curl takes where none is given. */
  private static final int DEFAULT_PORT = 1080;

  private static final List<String> JAVA_OPTIONS =
      List.of("http.proxyHost", "https.proxyHost", "socksProxyHost", "java.net.useSystemProxies");

  /** An entry of NO_PROXY with a port: {@code host:8080}, {@code [::1]:8080}, but not the number {@code ::1}. */
  private static final Pattern WITH_PORT = Pattern.compile("([^:]*|\\[.*]):(\\d{1,5})");

  private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

  private final Map<String, String> environment;

  EnvironmentProxy(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Gives a client the proxies of this process. */
  static ProxySelector standard() {
    boolean options = JAVA_OPTIONS.stream().anyMatch(name -> System.getProperty(name) != null);
    ProxySelector java = ProxySelector.getDefault();
    return options && java != null ? java : new EnvironmentProxy(System.getenv());
  }

  /** Names and passwords in the variables are used where a proxy asks for them. */
  void authenticate(HttpClient.Builder client) {
    List<Named> proxies = new ArrayList<>();
    for (String scheme : List.of("https", "http")) {
      named(scheme).filter(proxy -> proxy.credentials() != null).ifPresent(proxies::add);
    }
    if (proxies.isEmpty()) {
      return;
    }
    // Java's client keeps passwords from proxies of https addresses unless it is told otherwise
    // before it starts.
    if (System.getProperty("jdk.http.auth.tunneling.disabledSchemes") == null) {
      System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
    }
    client.authenticator(new Authenticator() {
      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        return getRequestorType() != RequestorType.PROXY
            ? null
            : proxies.stream()
                .filter(proxy -> proxy.host().equalsIgnoreCase(getRequestingHost())
                    && proxy.port() == getRequestingPort())
                .map(Named::credentials)
                .findFirst()
                .orElse(null);
      }
    });
  }

  @Override
  public List<Proxy> select(URI address) {
    if (isDirect(address)) {
      return DIRECT;
    }
    return named(address.getScheme().toLowerCase(Locale.ROOT))
        .map(proxy -> List.of(new Proxy(
            Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.host(), proxy.port()))))
        .orElse(DIRECT);
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException failure) {
    // The transfer says so itself.
  }

  private record Named(String host, int port, @Nullable PasswordAuthentication credentials) {}

  private Optional<Named> named(String scheme) {
    for (String name : List.of(scheme + "_proxy", "all_proxy")) {
      for (String variable : List.of(name, name.toUpperCase(Locale.ROOT))) {
        String value = environment.getOrDefault(variable, "").strip();
        if (!value.isEmpty()) {
          return Optional.of(parse(variable, value));
        }
      }
    }
    return Optional.empty();
  }

  private static Named parse(String variable, String value) {
    String shown = Excerpt.of(value.replaceFirst("^([^/]*//)?[^/]*@", "$1…@")); // no password
    URI address;
    try {
      address = URI.create(value.contains("://") ? value : "http://" + value);
    } catch (IllegalArgumentException e) {
      throw new DataException(
          "The variable " + variable + " is '" + shown + "', but a proxy is http://HOST:PORT.", e);
    }
    if (!"http".equalsIgnoreCase(address.getScheme()) || address.getHost() == null) {
      throw new DataException("The variable " + variable + " is '" + shown
          + "', but only proxies of HTTP can be used: give http://HOST:PORT.");
    }
    String user = address.getRawUserInfo();
    return new Named(
        address.getHost(),
        address.getPort() < 0 ? DEFAULT_PORT : address.getPort(),
        user == null ? null : credentials(user.split(":", 2)));
  }

  private static PasswordAuthentication credentials(String[] user) {
    return new PasswordAuthentication(
        decoded(user[0]), (user.length > 1 ? decoded(user[1]) : "").toCharArray());
  }

  /** Percent signs stand for what a URL cannot say; a plus is a plus. */
  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /**
   * Whether NO_PROXY has this host: by its name, as part of a domain, by its number, or by its number in a network; for one port
   * only where an entry names one. A lone asterisk has all hosts.
   */
  private boolean isDirect(URI address) {
    String list = environment.getOrDefault("no_proxy", "");
    list = list.isBlank() ? environment.getOrDefault("NO_PROXY", "") : list;
    if (list.strip().equals("*")) {
      return true;
    }
    String host = bare(address.getHost());
    int port = address.getPort() >= 0
        ? address.getPort()
        : "https".equalsIgnoreCase(address.getScheme()) ? 443 : 80;
    for (String entry : list.split("[,\\s]+")) {
      Matcher withPort = WITH_PORT.matcher(entry);
      boolean named = withPort.matches();
      if ((!named || Integer.parseInt(withPort.group(2)) == port)
          && has(bare(named ? withPort.group(1) : entry), host)) {
        return true;
      }
    }
    return false;
  }

  private static boolean has(String entry, String host) {
    String pattern = entry.replaceFirst("^\\.", "");
    if (isNumeric(host)) {
      return isWithin(host, pattern);
    }
    return !pattern.isEmpty() && (host.equals(pattern) || host.endsWith("." + pattern));
  }

  private static String bare(String host) {
    return host.strip().toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
  }

  /** Whether a numeric address is another, or lies in a network such as 10.0.0.0/8. */
  private static boolean isWithin(String host, String network) {
    String[] parts = network.split("/", 2);
    if (!isNumeric(parts[0]) || (parts.length > 1 && !parts[1].matches("\\d{1,3}"))) {
      return false;
    }
    try {
      byte[] address = InetAddress.getByName(host).getAddress();
      byte[] first = InetAddress.getByName(parts[0]).getAddress();
      int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : 8 * first.length;
      boolean within = address.length == first.length && bits <= 8 * first.length;
      for (int i = 0; within && i < bits; i++) {
        within = ((address[i / 8] ^ first[i / 8]) & 0x80 >> i % 8) == 0;
      }
      return within;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** So that no name is looked up. */
  private static boolean isNumeric(String host) {
    return host.matches("[0-9.]+") || (host.contains(":") && host.matches("[0-9a-f:.]+"));
  }
}
