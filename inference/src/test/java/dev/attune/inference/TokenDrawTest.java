package dev.attune.inference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.attune.inference.GenerationRequest.Sampling;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class TokenDrawTest {
  private static final float[] PROBABILITIES = {0.5f, 0.05f, 0.3f, 0.15f};

  @Test
  void tokensComeAsOftenAsTheirProbabilitySays() {
    double[] shares = shares(new Sampling(1, 1, 7));
    for (int i = 0; i < shares.length; i++) {
      assertThat(shares[i]).isCloseTo(PROBABILITIES[i], Offset.offset(0.01));
    }
  }

  @Test
  void aLowTemperatureSharpens() {
    double[] shares = shares(new Sampling(0.5, 1, 7));
    double total = 0.5 * 0.5 + 0.05 * 0.05 + 0.3 * 0.3 + 0.15 * 0.15;
    assertThat(shares[0]).isCloseTo(0.25 / total, Offset.offset(0.01));
    assertThat(shares[2]).isCloseTo(0.09 / total, Offset.offset(0.01));
  }

  @Test
  void topPLeavesOnlyTheSmallestSetThatReachesIt() {
    double[] shares = shares(new Sampling(1, 0.6, 7));
    assertThat(shares[0]).isCloseTo(0.5 / 0.8, Offset.offset(0.01));
    assertThat(shares[2]).isCloseTo(0.3 / 0.8, Offset.offset(0.01));
    assertThat(shares[1] + shares[3]).isZero();
  }

  @Test
  void aTinyTopPTakesTheLikeliest() {
    assertThat(shares(new Sampling(1, 1e-9, 7))[0]).isCloseTo(1, Offset.offset(1e-9));
    assertThat(shares(new Sampling(1, 0, 7))[0]).isCloseTo(1, Offset.offset(1e-9));
  }

  @Test
  void temperatureZeroTakesTheFirstOfTheLikeliest() {
    TokenDraw draw = new TokenDraw(Sampling.GREEDY);
    assertThat(next(draw, new float[] {1, 3, 3, 2}, 0).chosen().id()).isEqualTo(1);
  }

  @Test
  void logprobsAreTheModelsOwnWhateverTheTemperature() {
    TokenDraw draw = new TokenDraw(new Sampling(0.1, 0.5, 3));
    GenerationEvent.Token token = next(draw, logits(), 2);
    assertThat(Math.exp(token.chosen().logprob())).isCloseTo(0.5, Offset.offset(1e-6));
    assertThat(token.alternatives())
        .extracting(GenerationEvent.Candidate::id)
        .containsExactly(0, 2);
  }

  private static double[] shares(Sampling sampling) {
    TokenDraw draw = new TokenDraw(sampling);
    int rounds = 40_000;
    double[] shares = new double[PROBABILITIES.length];
    for (int i = 0; i < rounds; i++) {
      shares[next(draw, logits(), 0).chosen().id()] += 1.0 / rounds;
    }
    return shares;
  }

  private static float[] logits() {
    float[] logits = new float[PROBABILITIES.length];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) Math.log(PROBABILITIES[i]) + 4;
    }
    return logits;
  }

  private static GenerationEvent.Token next(TokenDraw draw, float[] logits, int alternatives) {
    return draw.next(logits, logits, alternatives);
  }
}
