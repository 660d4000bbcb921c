package org.ockham.distributed;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Who takes part, as rank 0 tells all when everybody is there.
 *
 * @param members by rank
 * @param storePort where rank 0 serves the table in which ranks find each other's sockets
 */
record Roll(List<Member> members, int storePort) {

  /**
   * One of them.
   *
   * @param host its machine's name
   * @param address by which the others reach it
   */
  record Member(String host, String address) {}

  Roll {
    members = List.copyOf(members);
  }

  int size() {
    return members.size();
  }

  String host(int rank) {
    return members.get(rank).host();
  }

  String address(int rank) {
    return members.get(rank).address();
  }

  void write(DataOutputStream out) throws IOException {
    out.writeInt(storePort);
    out.writeInt(members.size());
    for (Member member : members) {
      out.writeUTF(member.host());
      out.writeUTF(member.address());
    }
  }

  static Roll read(DataInputStream in) throws IOException {
    int port = in.readInt();
    int size = in.readInt();
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      members.add(new Member(in.readUTF(), in.readUTF()));
    }
    return new Roll(members, port);
  }

  /** {@code rank 0 on a at 10.0.0.1, rank 1 on b at 10.0.0.2}. */
  @Override
  public String toString() {
    StringJoiner all = new StringJoiner(", ");
    for (int rank = 0; rank < size(); rank++) {
      all.add("rank " + rank + " on " + host(rank) + " at " + address(rank));
    }
    return all.toString();
  }
}
