package org.ockham.watch;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.NotFoundResponse;
import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.LabException;
import org.ockham.lab.report.PageFile;
import org.ockham.lab.report.RunReport;
import org.ockham.lab.report.Section;
import org.ockham.search.analysis.Series.Point;

/**
 * Shows a {@link Watch} in browsers, as it happens: a page of all there is, one for each run, comparison and study, which a server-sent
 * event has brought up to date whenever it changed, and each as a report in one file. It only reads, unless it is given a {@link Token}:
 * then whoever has that may stop runs, add seeds and queue trials, from a page of this server and from no other.
 *
 * <p>Nothing of what a page shows can act: a strict content security policy allows scripts and styles of this server only, none inside
 * the page, and no request to anywhere else. Requests under another name than those of its {@link Reach} are refused, so that no
 * page of the web can reach it by a name of its own.
 *
 * <pre>{@code
 * try (WatchServer server = WatchServer.start(Watch.of(List.of("runs")), "localhost", 0)) {
 *   System.out.println(server.address());
 * }
 * }</pre>
 */
public final class WatchServer implements AutoCloseable {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final Map<String, String> HEADERS = Map.of(
      "Content-Security-Policy", POLICY,
      "X-Content-Type-Options", "nosniff",
      "Referrer-Policy", "no-referrer",
      "Cross-Origin-Resource-Policy", "same-origin",
      "Cache-Control", "no-store");

  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
      null, ContentType.Html, WatchServer.class.getClassLoader(), "org.ockham.watch.template");

  /** So long the list is read before it is shown. */
  private static final long READING = TimeUnit.MILLISECONDS.toNanos(100);

  /** So old may be what it lists: of what is newer there will be an event. */
  private static final long AGE = TimeUnit.SECONDS.toNanos(1);

  /** By which a page says what it has, and is told what it is given. */
  private static final String HELD = "Page-Held";

  private static final String NUMBER = "Page-Number";

  private final Watch watch;
  private final Recent recent = new Recent();
  private final Bodies bodies = new Bodies();
  private final Reach reach;
  private final Set<String> names;
  private final @Nullable Token token;
  private final Listeners listeners;
  private final Javalin server;

  private WatchServer(Watch watch, Reach reach, int port, @Nullable Token token) {
    this.watch = watch;
    this.reach = reach;
    this.names = reach.names();
    this.token = token;
    this.listeners = new Listeners(watch, bodies);
    this.server = Javalin.create(this::configure);
    try {
      server.start(reach.host(), port);
    } catch (JavalinBindException e) {
      listeners.close();
      throw new LabException(
          LabException.Kind.MACHINE,
          "port " + port + " of " + reach.host()
              + " cannot be had (somebody else may have it): give another with --port, or 0 for any that is free.",
          e);
    }
    watch.beside(this::prepare);
  }

  /**
   * Starts to serve.
   *
   * @param host the address to be reached by; {@code localhost} for this machine alone
   * @param port 0 for any that is free
   * @throws LabException if the port cannot be had, or the host is not this machine
   */
  public static WatchServer start(Watch watch, String host, int port) {
    return new WatchServer(watch, new Reach(host, List.of()), port, null);
  }

  /**
   * Starts to serve, and to act for those who have the token.
   *
   * @param host the address to be reached by; {@code localhost} for this machine alone
   * @param port 0 for any that is free
   * @throws LabException if the port cannot be had, or the host is not this machine
   */
  public static WatchServer start(Watch watch, String host, int port, Token token) {
    return new WatchServer(watch, new Reach(host, List.of()), port, token);
  }

  /**
   * Starts to serve under these names.
   *
   * @param port 0 for any that is free
   * @param token of those whom it acts for; null for nobody
   * @throws LabException if the port cannot be had
   */
  public static WatchServer start(Watch watch, Reach reach, int port, @Nullable Token token) {
    return new WatchServer(watch, reach, port, token);
  }

  /** Where it is reached. */
  public URI address() {
    return URI.create("http://" + reach.shown() + ":" + server.port() + "/");
  }

  /** Where it is reached by who may act: behind the {@code #}, which no browser sends, is the token. */
  public URI addressWithToken() {
    return token == null ? address() : address().resolve("#token=" + token.text());
  }

  /**
   * The same where what was shown has come to its end: whoever looks on is told, and has a moment to fetch how it ended.
   *
   * @param words what pages say from then on, in a line
   */
  public void close(String words) {
    try {
      watch.index(Long.MAX_VALUE);
    } catch (RuntimeException e) {
      // Whoever asks for the list is told why.
    }
    listeners.end(words);
    close();
  }

  /** Ends all connections and lets the port go. */
  @Override
  public void close() {
    listeners.close();
    server.stop();
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.routes.before(this::guard);
    config.routes.get("/style.css", context -> file(context, "text/css", style()));
    config.routes.get(
        "/echarts.js", context -> file(context, "text/javascript", PageFile.ECHARTS.text()));
    config.routes.get(
        "/page.js", context -> file(context, "text/javascript", PageFile.SCRIPT.text()));
    config.routes.get(
        "/watch.js", context -> file(context, "text/javascript", resource("watch.js")));
    config.routes.get(
        "/", context -> context.html(shell("Ockham", "", watch.hasLooked() ? index(context) : "")));
    config.routes.get("/body", context -> context.html(index(context)));
    config.routes.sse("/events", client -> listeners.add("", client));
    config.routes.get("/at/{id}", context -> {
      Watched watched = watched(context);
      context.html(shell(watched.name(), "/at/" + watched.id(), ""));
    });
    config.routes.get("/at/{id}/body", context -> context.html(body(watched(context), context)));
    config.routes.post("/at/{id}/act/{action}", this::act);
    config.routes.sse(
        "/at/{id}/events", client -> listeners.add(watched(client.ctx()).id(), client));
    config.routes.get("/at/{id}/report.html", context -> {
      Watched watched = watched(context);
      context.header("Content-Disposition", "attachment; filename=\"" + watched.kind() + ".html\"");
      context.html(shown(watched, each -> each.report().html()));
    });
    config.routes.exception(NotFoundResponse.class, (failure, context) -> {
      String problem = rendered("problem.jte", String.valueOf(failure.getMessage()));
      boolean isPart = context.path().endsWith("/body");
      context
          .status(HttpStatus.NOT_FOUND)
          .html(isPart ? problem : rendered("shell.jte", Shell.still("Not found", problem)));
    });
    config.routes.exception(LabException.class, WatchServer::explain);
    config.routes.exception(RuntimeException.class, WatchServer::explain);
    config.router.javaLangErrorHandler((response, failure) -> {
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.getCode());
      response.setContentType("text/html;charset=utf-8");
      byte[] page = rendered("problem.jte", told(failure)).getBytes(StandardCharsets.UTF_8);
      try {
        response.getOutputStream().write(page);
      } catch (IOException gone) {
        // Nobody is there to be told.
      }
    });
  }

  private String body(Watched watched, Context context) {
    String held = context.header(HELD);
    Bodies.Content body = shown(watched, each -> bodies.of(each.id(), each.page(), held));
    context.header(NUMBER, body.number());
    return token == null
        ? body.html()
        : body.html()
            + rendered(
                "actions.jte", new Actions("/at/" + watched.id() + "/act/", watched.actions()));
  }

  /** What cannot be read may have been deleted: then it is told that, and not why it cannot be read. */
  private <T> T shown(Watched watched, Function<Watched, T> made) {
    try {
      return recent.shown(watched, made);
    } catch (RuntimeException e) {
      watch.all();
      if (watch.known(watched.id()).isEmpty()) {
        throw gone();
      }
      throw e;
    }
  }

  private static NotFoundResponse gone() {
    return new NotFoundResponse(
        "There is nothing here any more: it was deleted, or has another name.");
  }

  /** Does what is asked for, if who asks has the token, and asks from a page of this server. */
  private void act(Context context) {
    context.contentType("text/plain;charset=utf-8");
    String origin = context.header("Origin");
    String site = context.header("Sec-Fetch-Site");
    // With TLS where a proxy stands before this server.
    if ((origin != null && !origin.replaceFirst("^https?://", "").equals(context.host()))
        || (site != null && !site.equals("same-origin"))) {
      context.status(HttpStatus.FORBIDDEN).result("Only a page of this server may ask for this.");
      return;
    }
    Token held = token;
    String given = context.header("Authorization");
    if (held == null || given == null || !held.isIn(given)) {
      context
          .status(HttpStatus.UNAUTHORIZED)
          .header("WWW-Authenticate", "Bearer")
          .result("This takes the token: open the address that was printed at the start.");
      return;
    }
    Action asked = watched(context).actions().stream()
        .filter(action -> action.id().equals(context.pathParam("action")))
        .findFirst()
        .orElse(null);
    if (asked == null) {
      context.status(HttpStatus.CONFLICT).result("This cannot be done any more.");
      return;
    }
    try {
      context.result(asked.doing().apply(context.body()));
    } catch (IllegalArgumentException e) {
      context.status(HttpStatus.BAD_REQUEST).result(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      context.status(HttpStatus.SERVICE_UNAVAILABLE).result(String.valueOf(e.getMessage()));
    }
  }

  /** What cannot be read is told in the place of what would have been shown. */
  private static void explain(Exception failure, Context context) {
    context
        .status(HttpStatus.SERVICE_UNAVAILABLE)
        .html(rendered("problem.jte", String.valueOf(failure.getMessage())));
  }

  /** Nobody can do anything about other errors; whoever looks on can about this one. */
  private static String told(Error failure) {
    return failure instanceof OutOfMemoryError
        ? Shortage.of("This")
        : "The server failed: " + failure;
  }

  private void guard(Context context) {
    HEADERS.forEach(context::header);
    if (!reach.allows(names, String.valueOf(context.host()))) {
      context
          .status(HttpStatus.FORBIDDEN)
          .result(
              reach.isLoopback()
                  ? "This address serves this machine alone."
                  : "This server does not go by the name that was asked for: ask for its address in digits, or"
                      + " start it with --allow-host and the name.");
      context.skipRemainingHandlers();
    }
  }

  private Watched watched(Context context) {
    String id = context.pathParam("id");
    Watched found = watch.find(id).orElseThrow(WatchServer::gone);
    if (!found.isThere()) {
      watch.all();
      return watch.known(id).orElseThrow(WatchServer::gone);
    }
    return found;
  }

  private String index(Context context) {
    String from = context.queryParam("from");
    return index(from != null && from.matches("[0-9]{1,9}") ? Integer.parseInt(from) : 0);
  }

  private String index(int from) {
    return rendered("index.jte", watch.index(READING, AGE).page(from));
  }

  /** Sets what the first pages are made of, so that who opens one does not wait until its code is loaded; and reads the whole list. */
  private void prepare() {
    shell("Ockham", "", index(0));
    style();
    SortedMap<String, List<Point>> curves = new TreeMap<>();
    curves.put("loss", List.of(new Point(0, 1), new Point(1, 0)));
    new RunReport("", "", List.of(), List.of(), curves, Map.of()).page().body();
    watch.index(Long.MAX_VALUE);
  }

  /** That a section is there which the reader has. */
  static String same(Section section) {
    return rendered("same.jte", section);
  }

  private static String shell(String title, String base, String body) {
    return rendered("shell.jte", new Shell(title, base, body, true));
  }

  private static String rendered(String template, Object model) {
    StringOutput output = new StringOutput();
    ENGINE.render(template, model, output);
    return output.toString();
  }

  private static String style() {
    return PageFile.STYLE.text() + resource("watch.css");
  }

  private static void file(Context context, String type, String text) {
    context.contentType(type + ";charset=utf-8").result(text);
  }

  private static String resource(String name) {
    try (InputStream in = WatchServer.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the jar of ockham-watch.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
