package org.ockham.lab.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/** The pages' templates, compiled by the build; they escape all text that comes from data. */
enum Template {
  /** Of a comparison: takes a {@link ReportPage}. */
  REPORT("report.jte"),
  /** Of a study: takes a {@link StudyPage}. */
  STUDY("study.jte");

  private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(
      null, ContentType.Html, Template.class.getClassLoader(), "org.ockham.lab.report.template");

  private final String file;

  Template(String file) {
    this.file = file;
  }

  String html(Object page) {
    StringOutput output = new StringOutput();
    ENGINE.render(file, page, output);
    return output.toString();
  }
}
