package dev.attune.cli.session;

import com.google.errorprone.annotations.MustBeClosed;
import com.openai.core.http.HttpResponseFor;

/** A request that is sent when it is wanted, and whose answer is closed by whoever sends it. */
@FunctionalInterface
public interface Request<T> {
  @MustBeClosed
  HttpResponseFor<T> send();
}
