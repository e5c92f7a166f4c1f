package dev.attune.torch;

/**
 * The numbers of a matrix W (outputs, features) in one {@link WeightFormat}, cut into panels of
 * {@link Lanes#PANEL} outputs. Of a panel, first come the numbers of the first feature, then those
 * of the second and so on: a product reads them once from beginning to end and has its sums in
 * vectors without adding up across one. Every format has loops of its own, so that each is compiled
 * to straight code: one loop that asks a format for its numbers took four times as long with eight
 * rows.
 */
sealed interface Panels permits F32Panels, Bf16Panels, Int8Panels {
  /** Rows that {@link #four} takes together. */
  int ROWS = 4;

  /**
   * Products of one row with the outputs of a panel.
   *
   * @param x rows of features, one behind the other
   * @param at where the row begins in x
   * @param y where the products go
   */
  void one(int panel, float[] x, int at, Rows y);

  /** The same for {@value #ROWS} rows of x. */
  void four(int panel, float[] x, int at, Rows y);
}
