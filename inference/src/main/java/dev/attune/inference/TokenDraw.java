package dev.attune.inference;

import dev.attune.inference.GenerationEvent.Candidate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Draws the tokens of one sequence from logits. */
final class TokenDraw {
  private final GenerationRequest.Sampling sampling;
  private final RandomGenerator random;

  TokenDraw(GenerationRequest.Sampling sampling) {
    this.sampling = sampling;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(sampling.seed());
  }

  /**
   * The next token, with its log-probability and the {@code alternatives} likeliest ones.
   *
   * @param ruled the logits to draw from, where rules changed them; else the same array
   */
  GenerationEvent.Token next(float[] logits, float[] ruled, int alternatives) {
    double logSumExp = logSumExp(logits);
    int id = sampling.temperature() == 0 ? argmax(ruled) : draw(ruled);
    List<Candidate> top =
        largest(logits, alternatives).stream()
            .map(index -> new Candidate(index, logits[index] - logSumExp))
            .toList();
    return new GenerationEvent.Token(new Candidate(id, logits[id] - logSumExp), top);
  }

  private int draw(float[] logits) {
    double[] weights = weights(logits);
    return sampling.topP() < 1 ? drawFromNucleus(weights) : drawFrom(weights);
  }

  /** e^((z − max z)/temperature): probabilities up to a common factor. */
  private double[] weights(float[] logits) {
    double max = logits[argmax(logits)];
    double[] weights = new double[logits.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = Math.exp((logits[i] - max) / sampling.temperature());
    }
    return weights;
  }

  private int drawFrom(double[] weights) {
    double left = random.nextDouble() * sum(weights);
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          return i;
        }
      }
    }
    return last;
  }

  /**
   * The smallest set of likeliest tokens whose probability reaches top-p
   * (https://arxiv.org/abs/1904.09751).
   */
  private int drawFromNucleus(double[] weights) {
    double enough = sampling.topP() * sum(weights);
    PriorityQueue<Integer> byWeight =
        new PriorityQueue<>(
            Comparator.comparingDouble((Integer i) -> -weights[i]).thenComparing(i -> i));
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        byWeight.add(i);
      }
    }
    double[] nucleus = new double[weights.length];
    double reached = 0;
    while (!byWeight.isEmpty() && (reached == 0 || reached < enough)) {
      int token = byWeight.remove();
      nucleus[token] = weights[token];
      reached += weights[token];
    }
    return drawFrom(nucleus);
  }

  private static double sum(double[] numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }

  private static int argmax(float[] numbers) {
    int best = 0;
    for (int i = 1; i < numbers.length; i++) {
      if (numbers[i] > numbers[best]) {
        best = i;
      }
    }
    return best;
  }

  private static double logSumExp(float[] logits) {
    double max = logits[argmax(logits)];
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit - max);
    }
    return max + Math.log(sum);
  }

  /** Indices of the {@code count} largest numbers, largest first; of equal ones the first. */
  private static List<Integer> largest(float[] numbers, int count) {
    if (count == 0) {
      return List.of();
    }
    Comparator<Integer> smallestFirst =
        Comparator.comparingDouble((Integer i) -> numbers[i])
            .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> best = new PriorityQueue<>(smallestFirst);
    for (int i = 0; i < numbers.length; i++) {
      if (best.size() < count || numbers[i] > numbers[best.element()]) {
        best.add(i);
      }
      if (best.size() > count) {
        best.remove();
      }
    }
    List<Integer> order = new ArrayList<>(best);
    order.sort(smallestFirst.reversed());
    return order;
  }
}
