package dev.attune.server.pages;

/**
 * What stands around every page.
 *
 * @param title of the page
 * @param section of the menu that it belongs to
 * @param formToken that its forms carry
 * @param organization whose project it shows
 */
public record Frame(String title, String section, String formToken, String organization) {

  static Frame of(Visitor visitor, String section, String title) {
    return new Frame(title, section, visitor.formToken(), visitor.project().organization().name());
  }
}
