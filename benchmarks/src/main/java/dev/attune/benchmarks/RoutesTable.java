package dev.attune.benchmarks;

/** Speed of the routes that clients ask again and again. */
record RoutesTable() implements Measurement {
  @Override
  public void print() {
    Table table =
        new Table(
            "Read routes, 16 connections on the same cores",
            "requests/s",
            "median",
            "99th percentile");
    RouteSpeed.measure().forEach((route, result) -> table.row("`%s`".formatted(route), result));
  }
}
