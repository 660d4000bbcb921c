package org.ockham.data.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Proxy;
import java.net.URI;
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
    "localhost, 'x', false"
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
  void passwordsAreNotShown() {
    assertThatThrownBy(() -> way("https://a.org/x", "HTTPS_PROXY=socks5://me:secret@p:1"))
        .hasMessageContaining("socks5://…@p:1")
        .hasMessageNotContaining("secret");
  }
}
