package dev.attune.training;

import dev.attune.torch.Tensor;

/**
 * Direct preference optimisation (https://arxiv.org/abs/2305.18290): −ln σ(m) for each pair, with m
 * = β·((c − c_ref) − (r − r_ref)), where c and r are ln p of the chosen and the rejected answer.
 *
 * <p>Backward: dc = −β·σ(−m), dr = β·σ(−m), and −1 of them at each token's −ln p.
 */
final class PreferenceLoss {
  private final double beta;
  private final double[] reference;
  private final VocabularyLoss vocabulary;

  /**
   * The loss of one micro-batch.
   *
   * @param reference ln p of every sequence to the reference
   * @param vocabulary the loss of its tokens
   */
  PreferenceLoss(double beta, double[] reference, VocabularyLoss vocabulary) {
    this.beta = beta;
    this.reference = reference;
    this.vocabulary = vocabulary;
  }

  /** ln p of every sequence, as a sum over its tokens that carry loss. */
  static double[] logProbabilities(MicroBatch batch, Tensor hidden, VocabularyLoss vocabulary) {
    double[] surprise = vocabulary.surprises(batch, hidden);
    double[] sums = new double[batch.sequences()];
    for (int i = 0; i < surprise.length; i++) {
      sums[batch.sequenceOf(i)] -= surprise[i];
    }
    return sums;
  }

  /** The loss of hidden states (tokens, hidden). */
  LossSum evaluate(MicroBatch batch, Tensor hidden) {
    return sum(logProbabilities(batch, hidden, vocabulary));
  }

  /** The same, and adds {@code scale} times its gradient to {@code gradient} (tokens, hidden). */
  LossSum train(MicroBatch batch, Tensor hidden, Tensor gradient, double scale) {
    double[] own = logProbabilities(batch, hidden, vocabulary);
    float[] weights = new float[batch.lossTokens()];
    for (int i = 0; i < weights.length; i++) {
      int sequence = batch.sequenceOf(i);
      double pull = scale * beta * sigmoid(-margin(own, sequence / 2));
      weights[i] = (float) (isChosen(sequence) ? pull : -pull);
    }
    vocabulary.addGradient(batch, hidden, gradient, weights);
    return sum(own);
  }

  private LossSum sum(double[] own) {
    LossSum sum = LossSum.ZERO;
    for (int pair = 0; pair < own.length / 2; pair++) {
      double margin = margin(own, pair);
      LossSum.Rewards rewards = new LossSum.Rewards(margin, own[2 * pair], own[2 * pair + 1]);
      sum = sum.plus(new LossSum(Math.log1p(Math.exp(-margin)), margin > 0 ? 1 : 0, 1, rewards));
    }
    return sum;
  }

  private double margin(double[] own, int pair) {
    int chosen = 2 * pair;
    int rejected = chosen + 1;
    return beta * ((own[chosen] - reference[chosen]) - (own[rejected] - reference[rejected]));
  }

  private static boolean isChosen(int sequence) {
    return sequence % 2 == 0;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
