package org.ockham.search;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.search.storage.Storage;

/** A storage as a machine of another name uses it: nobody here sees from the names of its workers whether they live. */
final class OtherMachine {

  private OtherMachine() {}

  /** The name of a worker there. */
  static String worker(String machine) {
    return new WorkerId(machine, 1, 1).text();
  }

  /** Calls of this storage, with the machine's name in the trials that they start. */
  static Storage of(String machine, Storage storage) {
    return (Storage) Proxy.newProxyInstance(
        Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, args) -> {
          if (args != null) {
            for (int i = 0; i < args.length; i++) {
              if (args[i] instanceof Map<?, ?> notes && notes.containsKey(WorkerId.KEY)) {
                Map<Object, @Nullable Object> renamed = new HashMap<>(notes);
                renamed.put(WorkerId.KEY, worker(machine));
                args[i] = renamed;
              }
            }
          }
          try {
            return method.invoke(storage, args);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        });
  }
}
