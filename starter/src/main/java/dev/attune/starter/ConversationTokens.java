package dev.attune.starter;

import dev.attune.data.example.EncodedExample;
import dev.attune.data.tokenizer.Tokenizer;
import java.util.Arrays;

/** Conversations as the token ids that the starter model reads. */
record ConversationTokens(Tokenizer tokenizer) {
  /** What is learnt from: everything that the assistant says, each answer with its end token. */
  EncodedExample example(Conversation conversation) {
    int[] ids = tokenizer.encode(StarterFiles.render(conversation.messages()));
    int assistant = tokenizer.findToken(StarterFiles.ASSISTANT).orElseThrow();
    boolean[] carriesLoss = new boolean[ids.length];
    boolean answering = false;
    for (int i = 0; i < ids.length; i++) {
      carriesLoss[i] = answering;
      if (ids[i] == assistant) {
        answering = true;
        i++; // the line break belongs to the question
      } else if (ids[i] == endToken()) {
        answering = false;
      }
    }
    return new EncodedExample(ids, carriesLoss);
  }

  /** The same where every token is learnt, as before anybody gives the model a task. */
  EncodedExample text(Conversation conversation) {
    int[] ids = tokenizer.encode(StarterFiles.render(conversation.messages()));
    boolean[] carriesLoss = new boolean[ids.length];
    Arrays.fill(carriesLoss, true);
    return new EncodedExample(ids, carriesLoss);
  }

  /** What the last answer follows. */
  int[] prompt(Conversation conversation) {
    return tokenizer.encode(
        StarterFiles.render(conversation.prompt()) + StarterFiles.ASSISTANT + "\n");
  }

  int endToken() {
    return tokenizer.findToken(StarterFiles.END).orElseThrow();
  }
}
