package org.ockham.search.storage;

final class MemoryStorageTest extends StorageContract {

  @Override
  Storage open() {
    return Storage.memory();
  }

  @Override
  boolean shared() {
    return false;
  }
}
