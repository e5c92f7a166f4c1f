package dev.attune.conformance;

import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** The SDK's own HTTP client; whatever it is answered is held against OpenAI's description. */
final class CheckedHttp implements HttpClient {
  private final HttpClient http = OkHttpClient.builder().build();

  @Override
  public HttpResponse execute(HttpRequest request, RequestOptions options) {
    return new Checked(request, http.execute(request, options));
  }

  @Override
  public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
    return http.executeAsync(request, options)
        .thenApply(response -> new Checked(request, response));
  }

  @Override
  public void close() {
    http.close();
  }

  private static final class Checked implements HttpResponse {
    private final HttpRequest request;
    private final HttpResponse response;
    private final Recording body;

    Checked(HttpRequest request, HttpResponse response) {
      this.request = request;
      this.response = response;
      this.body = new Recording(response.body());
    }

    @Override
    public int statusCode() {
      return response.statusCode();
    }

    @Override
    public Headers headers() {
      return response.headers();
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public void close() {
      try {
        body.close();
        Seen.check(
            request.method().name(),
            URI.create(request.url()).getPath(),
            statusCode(),
            headers().values("content-type").stream().findFirst().orElse(""),
            body.soFar());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        response.close();
      }
    }
  }

  /** Keeps what is read; a stream that is left early is checked as far as it was read. */
  private static final class Recording extends FilterInputStream {
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();
    private boolean ended;

    Recording(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = super.read(target, offset, length);
      ended |= count < 0;
      if (count > 0) {
        read.write(target, offset, count);
      }
      return count;
    }

    /** A reader of JSON stops at its last brace. */
    @Override
    public void close() throws IOException {
      if (!ended && read.toString(StandardCharsets.UTF_8).startsWith("{")) {
        read.write(in.readAllBytes());
      }
      ended = true;
      super.close();
    }

    /** All of it, or the whole lines of a stream that was left early. */
    String soFar() {
      String text = read.toString(StandardCharsets.UTF_8);
      return text.startsWith("{") ? text : text.substring(0, text.lastIndexOf('\n') + 1);
    }
  }
}
