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
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
    if (isDirect(address.getHost())) {
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
    String[] user = String.valueOf(address.getUserInfo()).split(":", 2);
    return new Named(
        address.getHost(),
        address.getPort() < 0 ? DEFAULT_PORT : address.getPort(),
        address.getUserInfo() == null
            ? null
            : new PasswordAuthentication(user[0], (user.length > 1 ? user[1] : "").toCharArray()));
  }

  /** Whether NO_PROXY has this host: by its name, as part of a domain, or by its number in a network. */
  private boolean isDirect(String host) {
    String list = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    String plain = bare(host);
    for (String entry : list.split("[,\\s]+")) {
      String pattern = bare(entry).replaceFirst("^\\.", "");
      if (pattern.equals("*")
          || (!pattern.isEmpty() && (plain.equals(pattern) || plain.endsWith("." + pattern)))
          || (pattern.contains("/") && isWithin(plain, pattern))) {
        return true;
      }
    }
    return false;
  }

  private static String bare(String host) {
    return host.strip().toLowerCase(Locale.ROOT).replaceAll("^\\[|]$|\\.$", "");
  }

  /** Whether a numeric address lies in a network such as 10.0.0.0/8. */
  private static boolean isWithin(String host, String network) {
    String[] parts = network.split("/", 2);
    if (!isNumeric(host) || !isNumeric(parts[0]) || !parts[1].matches("\\d{1,3}")) {
      return false;
    }
    try {
      byte[] address = InetAddress.getByName(host).getAddress();
      byte[] first = InetAddress.getByName(parts[0]).getAddress();
      int bits = Integer.parseInt(parts[1]);
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
