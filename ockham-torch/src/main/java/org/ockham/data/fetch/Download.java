package org.ockham.data.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.ockham.data.DataException;
import org.ockham.file.AtomicFile;
import org.ockham.file.Checksum;
import org.ockham.file.DirectoryClaim;
import org.ockham.file.FileProblem;

/**
 * Fetches one file, whole or not at all. Mirrors are tried in order, each several times; what has arrived stays in a
 * {@code .part} file beside the target, from which the next try (or the next process) goes on if the mirror's file is still
 * the same. The file gets its name only when its content has the right checksum and is on the disk; a lock keeps two
 * processes apart.
 *
 * @param mirrors full addresses, http or https; redirects are followed, but never from https to http
 * @param checksum tells whether what arrived is right
 * @param contentBytes the length of the content; a file that is larger than this and {@value #ALLOWANCE} more is refused
 * @param attempts how often each mirror is tried, at least 1; default 3
 * @param pause between two attempts, doubled after each; default half a second
 * @param connectTimeout until the connection stands; default 10 s
 * @param stallTimeout until an answer begins; and how long it may bring fewer than {@value HttpTransfer#LEAST_RATE} bytes a
 *     second; default 30 s
 */
public record Download(
    List<URI> mirrors,
    Checksum checksum,
    long contentBytes,
    int attempts,
    Duration pause,
    Duration connectTimeout,
    Duration stallTimeout) {

  /** What a packed file may be longer than its content, in bytes: headers, and blocks that do not shrink. */
  static final long ALLOWANCE = 1 << 16;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public Download {
    mirrors = List.copyOf(mirrors);
    if (mirrors.isEmpty()) {
      throw new DataException("A download has 0 mirrors, but needs at least 1.");
    }
    for (URI mirror : mirrors) {
      String scheme = String.valueOf(mirror.getScheme()).toLowerCase(Locale.ROOT);
      if (!(scheme.equals("http") || scheme.equals("https")) || mirror.getHost() == null) {
        throw new DataException("The mirror " + mirror
            + " cannot be used: it must begin with http:// or https:// and a host.");
      }
    }
    if (contentBytes < 1 || attempts < 1) {
      throw new DataException("A download of " + contentBytes + " bytes in " + attempts
          + " attempts cannot be made: both must be at least 1.");
    }
  }

  /**
   * A download with the default patience.
   *
   * @param sha256 of the content, unzipped if the file is zipped: 64 hexadecimal digits
   */
  public static Download of(List<URI> mirrors, String sha256, long contentBytes) {
    if (!SHA256.matcher(sha256).matches()) {
      throw new DataException(
          "The checksum " + sha256 + " is no SHA-256: it must be 64 small hexadecimal digits.");
    }
    return of(mirrors, Checksum.ofContent(sha256, contentBytes), contentBytes);
  }

  /** A download with the default patience. */
  public static Download of(List<URI> mirrors, Checksum checksum, long contentBytes) {
    return new Download(
        mirrors,
        checksum,
        contentBytes,
        3,
        Duration.ofMillis(500),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30));
  }

  /** A copy that tries each mirror so often, with such a pause. */
  public Download withAttempts(int attempts, Duration pause) {
    return new Download(
        mirrors, checksum, contentBytes, attempts, pause, connectTimeout, stallTimeout);
  }

  /** A copy with other limits of patience. */
  public Download withTimeouts(Duration connectTimeout, Duration stallTimeout) {
    return new Download(
        mirrors, checksum, contentBytes, attempts, pause, connectTimeout, stallTimeout);
  }

  /**
   * Fetches the file, unless it is there with the right content. A proxy is used where the environment names one ({@code
   * HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY}, {@code NO_PROXY}), or Java's options do.
   *
   * @param target its name; the directory must exist
   * @throws DataException of kind {@code UNREACHABLE} if no mirror gave the right content, {@code UNWRITABLE} if the
   *     directory cannot be written
   */
  public void to(Path target, Progress progress) {
    to(target, progress, target.getFileName() + " could not be fetched", "try again later");
  }

  /**
   * Fetches the file, unless it is there.
   *
   * @param failure what is said if it fails: the reasons and the remedy follow
   * @param remedy what to do then
   */
  void to(Path target, Progress progress, String failure, String remedy) {
    to(target, progress, failure, remedy, EnvironmentProxy.standard());
  }

  void to(Path target, Progress progress, String failure, String remedy, ProxySelector proxies) {
    List<String> failures = new ArrayList<>();
    Path directory = Objects.requireNonNull(target.toAbsolutePath().getParent());
    try (DirectoryClaim claim = DirectoryClaim.await(directory)) {
      if (right(target) || fetch(target, progress, proxies, failures)) {
        return;
      }
    } catch (IOException e) {
      throw new DataException(
          DataException.Kind.UNWRITABLE,
          target + " cannot be written (" + FileProblem.reason(e) + "): choose another directory.",
          e);
    }
    boolean direct = mirrors.stream().allMatch(mirror -> way(proxies, mirror).isEmpty());
    throw new DataException(
        DataException.Kind.UNREACHABLE,
        failure + " (" + String.join("; ", failures) + "): " + remedy
            + (direct ? "; behind a proxy, set HTTPS_PROXY and HTTP_PROXY." : "."),
        null);
  }

  /** True if a mirror had it; else what each of them did is added to the failures. */
  private boolean fetch(
      Path target, Progress progress, ProxySelector proxies, List<String> failures)
      throws IOException {
    HttpClient.Builder builder = HttpClient.newBuilder()
        .connectTimeout(connectTimeout)
        .proxy(proxies)
        .followRedirects(HttpClient.Redirect.NORMAL);
    if (proxies instanceof EnvironmentProxy environment) {
      environment.authenticate(builder);
    }
    HttpClient client = builder.build();
    PartFile part = PartFile.of(target);
    for (URI mirror : mirrors) {
      Duration wait = pause;
      for (int attempt = 1; attempt <= attempts; attempt++) {
        try {
          boolean resumed = new HttpTransfer(client, part, contentBytes + ALLOWANCE, stallTimeout)
              .run(mirror, progress);
          if (right(part.path())) {
            AtomicFile.publish(part.path(), target);
            part.delete();
            return true;
          }
          part.delete();
          throw new TransferFailure("sent other content than expected", resumed);
        } catch (TransferFailure failure) {
          if (attempt == attempts || !failure.worthRetrying()) {
            failures.add(mirror.getHost() + way(proxies, mirror) + " " + failure.getMessage());
            break;
          }
        }
        sleep(wait, target);
        wait = wait.multipliedBy(2);
      }
    }
    return false;
  }

  /** The proxy on the way to a mirror, in words that follow its name; nothing if there is none. */
  private static String way(ProxySelector proxies, URI mirror) {
    return proxies.select(mirror).stream()
        .filter(proxy -> proxy.address() instanceof InetSocketAddress)
        .map(proxy -> (InetSocketAddress) proxy.address())
        .map(proxy -> " through the proxy " + proxy.getHostString() + ":" + proxy.getPort())
        .findFirst()
        .orElse("");
  }

  private boolean right(Path file) {
    try {
      return checksum.matches(file);
    } catch (IOException e) {
      return false;
    }
  }

  private static void sleep(Duration wait, Path target) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(target, e);
    }
  }

  static DataException interrupted(Path target, InterruptedException e) {
    Thread.currentThread().interrupt();
    return new DataException(
        DataException.Kind.UNREACHABLE,
        "Fetching " + target.getFileName()
            + " was interrupted: run it again, and it goes on where it stopped.",
        e);
  }
}
