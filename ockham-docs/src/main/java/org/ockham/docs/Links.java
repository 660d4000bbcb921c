package org.ockham.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Whether links lead somewhere: those of Markdown files and of pages, to files below a folder and to anchors in them, and from a page
 * to pages in its language where they exist. Addresses in the web are left alone: whether they answer depends on the day.
 */
final class Links {

  private static final Pattern WEB = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

  private final Path root;
  private final Map<Path, Document> read = new HashMap<>();
  private final Map<Path, Set<String>> anchors = new HashMap<>();

  /** @param root what links may not leave */
  Links(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  /** A sentence for each link of this file that leads nowhere. */
  List<String> broken(Path file) {
    Path from = root.resolve(file).normalize();
    List<String> broken = new ArrayList<>();
    Set<String> text = new LinkedHashSet<>(); // navigation leads to each page in each language
    for (Element each : page(from).select("[href], [src]")) {
      String link = each.hasAttr("href") ? each.attr("href") : each.attr("src");
      if (!WEB.matcher(link).matches()) {
        String wrong = wrong(from, link);
        if (!wrong.isEmpty()) {
          broken.add(said(from, link, wrong));
        } else if (each.closest("nav") == null) {
          text.add(link);
        }
      }
    }
    foreign(from, text)
        .forEach((link, own) -> broken.add(said(
            from,
            link,
            "leads to another language: in this one there is " + root.relativize(own))));
    return broken;
  }

  private String said(Path from, String link, String wrong) {
    return root.relativize(from) + ": the link '" + link + "' " + wrong;
  }

  /** What is wrong with a link; empty if nothing is. */
  private String wrong(Path from, String link) {
    int hash = link.indexOf('#');
    String anchor = hash < 0 ? "" : decoded(link.substring(hash + 1));
    Path to = target(from, link);
    if (!to.startsWith(root)) {
      return "leaves the folder";
    }
    if (!Files.exists(to)) {
      return "leads to no file: there is no " + root.relativize(to);
    }
    if (!anchor.isEmpty() && !anchors(to).contains(anchor)) {
      return "leads to no place: " + root.relativize(to) + " has no heading #" + anchor;
    }
    return "";
  }

  /** The file that a link means. */
  private static Path target(Path from, String link) {
    String path = decoded(link.replaceFirst("#.*", ""));
    return path.isEmpty() ? from : from.resolveSibling(path).normalize();
  }

  /** Links that leave a page's language, with where it goes on in it; not those beside which there is a link to there. */
  private Map<String, Path> foreign(Path from, Set<String> links) {
    String language = page(from).select("html").attr("lang");
    Map<String, Path> foreign = new LinkedHashMap<>();
    // To the same page in another language one may go.
    Set<Path> there = new HashSet<>(Set.of(from));
    for (String link : links) {
      Path to = target(from, link);
      there.add(to);
      String own = to.toString().endsWith(".html") && !language.isEmpty()
          ? page(to).select("link[rel=alternate][hreflang=" + language + "]").attr("href")
          : "";
      if (!own.isEmpty()) {
        foreign.put(link, target(to, own));
      }
    }
    foreign.values().removeAll(there);
    return foreign;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private Set<String> anchors(Path file) {
    return anchors.computeIfAbsent(file, f -> {
      Set<String> found = new HashSet<>(page(f).select("[id]").eachAttr("id"));
      found.addAll(page(f).select("a[name]").eachAttr("name"));
      return found;
    });
  }

  private Document page(Path file) {
    return read.computeIfAbsent(file, f -> {
      try {
        String text = Files.readString(f);
        return Jsoup.parse(
            f.toString().endsWith(".md") ? Markdown.html(Markdown.parse(text)) : text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
