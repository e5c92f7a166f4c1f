package dev.attune.server.web;

import dev.attune.wire.errors.ApiError;
import dev.attune.wire.json.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The query of a URL; read from the URL alone, since a servlet's parameters may eat the body. */
final class Query {
  private Query() {}

  static Parameters of(HttpServletRequest request) {
    String query = request.getQueryString();
    Map<String, List<String>> values = new LinkedHashMap<>();
    if (query != null) {
      for (String pair : query.split("&", -1)) {
        add(values, pair);
      }
    }
    return new Parameters(values);
  }

  private static void add(Map<String, List<String>> values, String pair) {
    int equals = pair.indexOf('=');
    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
    String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
    if (!name.isEmpty()) {
      values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.badRequest(
              null,
              "The query of the URL has a '%' that is not followed by two hexadecimal digits.")
          .toException();
    }
  }
}
