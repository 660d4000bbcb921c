package org.ockham.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.data.DataException;

class EnvironmentProxyTest {

  /** Which proxy an address is asked through, or "direct". */
  private static String way(String address, String... variables) {
    Map<String, String> environment = new HashMap<>();
    for (String variable : variables) {
      String[] parts = variable.split("=", 2);
      environment.put(parts[0], parts[1]);
    }
    Proxy proxy = new EnvironmentProxy(environment).select(URI.create(address)).get(0);
    return proxy.type() == Proxy.Type.DIRECT
        ? "direct"
        : proxy.address().toString().replace("/<unresolved>", "");
  }

  @Test
  void theSchemeChoosesTheVariable() {
    assertThat(way("https://a.org/x")).isEqualTo("direct");
    assertThat(way("https://a.org/x", "HTTPS_PROXY=http://p:3128")).isEqualTo("p:3128");
    assertThat(way("https://a.org/x", "https_proxy=http://p:3128/")).isEqualTo("p:3128");
    assertThat(way("https://a.org/x", "http_proxy=http://p:3128")).isEqualTo("direct");
    assertThat(way("http://a.org/x", "HTTP_PROXY=p:3128")).isEqualTo("p:3128");
    assertThat(way("http://a.org/x", "ALL_PROXY=p")).isEqualTo("p:1080");
    assertThat(way("http://a.org/x", "ALL_PROXY=q", "http_proxy=p")).isEqualTo("p:1080");
    assertThat(way("http://a.org/x", "HTTP_PROXY=q", "http_proxy=p")).isEqualTo("p:1080");
    assertThat(way("http://a.org/x", "http_proxy=")).isEqualTo("direct");
  }

  @ParameterizedTest
  @CsvSource({
    "a.org, *, true",
    "a.org, a.org, true",
    "a.org, 'b.org, a.org', true",
    "www.a.org, a.org, true",
    "www.a.org, .a.org, true",
    "a.org, .a.org, true",
    "ba.org, a.org, false",
    "A.ORG, a.org., true",
    "127.0.0.1, 127.0.0.1, true",
    "10.1.2.3, 10.0.0.0/8, true",
    "11.1.2.3, 10.0.0.0/8, false",
    "10.1.2.3, 10.1.2.0/23, true",
    "10.1.4.3, 10.1.2.0/23, false",
    "a.org, 10.0.0.0/8, false",
    "[::1], ::1, true",
    "[fe80::1], fe80::/10, true",
    "a.org, ',', false",
    "localhost, 'x', false",
    "a.org, ' * ', true",
    "a.org, 'b.org,*', false",
    "127.0.0.1, 0.0.1, false",
    "[::1], 0:0:0:0:0:0:0:1, true",
    "127.0.0.1, 127.0.0.1/33, false",
    "127.0.0.1, 127.0.0.1/x, false",
    "a.org, a.org:80, true",
    "a.org, a.org:8080, false",
    "a.org:8080, a.org:8080, true",
    "a.org:8080, a.org, true",
    "www.a.org:8080, .a.org:8080, true",
    "[::1]:8080, [::1]:8080, true",
    "[::1]:8080, [::1]:80, false",
    "10.1.2.3:8080, 10.1.2.3:8080, true"
  })
  void someHostsAreReachedDirectly(String host, String list, boolean direct) {
    for (String variable : new String[] {"NO_PROXY", "no_proxy"}) {
      assertThat(way("http://" + host + "/x", "HTTP_PROXY=p:1", variable + "=" + list))
          .isEqualTo(direct ? "direct" : "p:1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://p:1080", "https://p:443", "http://", "http://my_host:1", "a b"})
  void whatIsNoProxyOfHttpIsNamed(String value) {
    assertThatThrownBy(() -> way("https://a.org/x", "HTTPS_PROXY=" + value))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("HTTPS_PROXY", value, "http://HOST:PORT");
  }

  @Test
  void anEmptyVariableIsNone() {
    assertThat(way("http://a.org/x", "HTTP_PROXY=p:1", "no_proxy=", "NO_PROXY=a.org"))
        .isEqualTo("direct");
    assertThat(way("http://a.org/x", "HTTP_PROXY=p:1", "no_proxy=b.org", "NO_PROXY=a.org"))
        .isEqualTo("p:1");
    assertThat(way("http://a.org/x", "http_proxy=", "HTTP_PROXY=p:1")).isEqualTo("p:1");
    assertThat(way("https://a.org/x", "HTTP_PROXY=p:1")).isEqualTo("direct");
    assertThat(way("https://a.org:8443/x", "HTTPS_PROXY=p:1", "NO_PROXY=a.org:443"))
        .isEqualTo("p:1");
    assertThat(way("https://a.org/x", "HTTPS_PROXY=p:1", "NO_PROXY=a.org:443")).isEqualTo("direct");
  }

  @Test
  void namesAndPasswordsAreDecoded() {
    HttpClient.Builder client = HttpClient.newBuilder();
    new EnvironmentProxy(Map.of("HTTPS_PROXY", "http://d%C3%B6m%3Ame:p%40ss+w%2520@proxy:3128"))
        .authenticate(client);
    Authenticator asked = client.build().authenticator().orElseThrow();
    PasswordAuthentication answer = asked.requestPasswordAuthenticationInstance(
        "proxy", null, 3128, "http", "", "basic", null, Authenticator.RequestorType.PROXY);
    assertThat(answer.getUserName()).isEqualTo("döm:me");
    assertThat(answer.getPassword()).isEqualTo("p@ss+w%20".toCharArray());
    assertThat(asked.requestPasswordAuthenticationInstance(
            "other", null, 3128, "http", "", "basic", null, Authenticator.RequestorType.PROXY))
        .isNull();
  }

  @Test
  void passwordsAreNotShown() {
    assertThatThrownBy(() -> way("https://a.org/x", "HTTPS_PROXY=socks5://me:secret@p:1"))
        .hasMessageContaining("socks5://…@p:1")
        .hasMessageNotContaining("secret");
  }
}
