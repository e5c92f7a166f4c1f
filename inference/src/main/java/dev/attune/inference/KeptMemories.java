package dev.attune.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What ended sequences leave behind for those that begin with the same tokens, as chats with the
 * same instructions and turns of one conversation do. What was not used for longest is given up
 * first.
 */
final class KeptMemories implements AutoCloseable {
  private final CommonStart commonStart;
  private final List<TokenMemory> kept = new ArrayList<>(); // the last used is the last

  KeptMemories(CommonStart commonStart) {
    this.commonStart = commonStart;
  }

  /** Takes a memory, which is closed here when it is of no use or no more. */
  void keep(TokenMemory memory) {
    if (!commonStart.lends(memory) || isCovered(memory)) {
      memory.close();
      return;
    }
    kept.removeIf(each -> covers(memory, each) && close(each));
    kept.add(memory);
  }

  /** Lets a sequence take over the longest beginning that is known here or to {@code active}. */
  void teach(Sequence sequence, List<Sequence> active) {
    TokenMemory pupil = sequence.memory();
    Stream.concat(active.stream().map(Sequence::memory), kept.stream())
        .max(Comparator.comparingInt(each -> commonStart.known(each, pupil)))
        .filter(best -> commonStart.known(best, pupil) > pupil.known())
        .ifPresent(best -> {
          sequence.learn(best, commonStart.known(best, pupil));
          touch(best);
        });
  }

  /** Tokens that memory is held for. */
  long room() {
    return kept.stream().mapToLong(TokenMemory::room).sum();
  }

  /** Gives memories up until there is room for no more than so many tokens. */
  void shrinkTo(long room) {
    while (!kept.isEmpty() && room() > room) {
      kept.removeFirst().close();
    }
  }

  @Override
  public void close() {
    shrinkTo(0);
  }

  private void touch(TokenMemory used) {
    if (kept.remove(used)) {
      kept.add(used);
    }
  }

  private boolean isCovered(TokenMemory memory) {
    return kept.stream().anyMatch(each -> covers(each, memory));
  }

  /** Whether all that one knows is known to the other. */
  private static boolean covers(TokenMemory longer, TokenMemory shorter) {
    return longer.adapter() == shorter.adapter()
        && longer.known() >= shorter.known()
        && longer.commonStart(shorter) >= shorter.known();
  }

  private static boolean close(TokenMemory memory) {
    memory.close();
    return true;
  }
}
