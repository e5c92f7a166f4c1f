package dev.attune.platform.usage;

import java.time.Instant;

/** Answers that one key got of one model in one minute. */
public record UsageCount(Instant minute, UsageKey key, long requests, Tokens tokens) {

  UsageCount plus(UsageCount other) {
    return new UsageCount(minute, key, requests + other.requests, tokens.plus(other.tokens));
  }
}
