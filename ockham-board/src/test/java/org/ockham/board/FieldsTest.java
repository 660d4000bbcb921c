package org.ockham.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class FieldsTest {

  private static Fields of(Message message) {
    return Fields.of(ByteString.copyFrom(message.toByteArray()));
  }

  @Test
  @DisplayName("Of a field that comes again the last number counts, and other fields are skipped")
  void only() throws IOException {
    Message message =
        new Message().whole(1, 5).whole(2, 7).text(3, "x").whole(1, -6).whole(4, 8);
    assertThat(of(message).only(1)).isEqualTo(-6);
    assertThat(of(message).only(2)).isEqualTo(7);
    assertThat(of(message).only(9)).isZero();
    assertThat(of(new Message()).only(1)).isZero();
    assertThatThrownBy(() -> of(message).only(3))
        .isInstanceOf(IOException.class)
        .hasMessage("field 3 has wire type 2 where 0 is expected");
  }
}
