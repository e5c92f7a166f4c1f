package dev.attune.cli.commands;

import com.openai.client.OpenAIClient;
import com.openai.core.http.HttpResponse;
import com.openai.models.files.FileCreateParams;
import com.openai.models.files.FileListParams;
import com.openai.models.files.FileObject;
import com.openai.models.files.FilePurpose;
import com.openai.models.finetuning.jobs.JobCreateParams;
import com.openai.services.blocking.FileService;
import dev.attune.cli.session.CliException;
import dev.attune.cli.session.Session;
import dev.attune.cli.terminal.Table;
import dev.attune.cli.terminal.Times;
import dev.attune.wire.finetuning.FilesReport;
import dev.attune.wire.json.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Files on the server. */
@Command(
    name = "files",
    description = "Upload, list, read and delete files.",
    mixinStandardHelpOptions = true)
public final class FilesCommand {
  private final Session session;

  public FilesCommand(Session session) {
    this.session = session;
  }

  @Command(description = "Upload a file and print its id.", mixinStandardHelpOptions = true)
  void upload(
      @Parameters(paramLabel = "FILE", description = "A file of this machine.") Path file,
      @Option(
              names = "--purpose",
              defaultValue = "fine-tune",
              description = "Default: ${DEFAULT-VALUE}.")
          String purpose) {
    List<String> ids =
        Uploads.sending(
            session,
            Uploads.readable(session, file),
            request -> upload(request.purpose(FilePurpose.of(purpose)).build()));
    ids.forEach(session.terminal()::print);
  }

  /** The id, for when the bar is gone; JSON is printed at once, for it has no bar. */
  private List<String> upload(FileCreateParams request) {
    List<String> ids = new ArrayList<>();
    session.answer(() -> files().create(request), uploaded -> ids.add(uploaded.id()));
    return ids;
  }

  @Command(description = "List files, newest first.", mixinStandardHelpOptions = true)
  void list(
      @Mixin PageOptions page,
      @Option(names = "--purpose", description = "Only files of this purpose.")
          @Nullable String purpose) {
    FileListParams.Builder request = FileListParams.builder().limit(page.limit());
    page.after().ifPresent(request::after);
    if (purpose != null) {
      request.purpose(purpose);
    }
    session.answer(() -> files().list(request.build()), found -> table(found.items()));
  }

  @Command(description = "Show one file.", mixinStandardHelpOptions = true)
  void get(@Parameters(paramLabel = "ID", description = "The id of a file, file-….") String id) {
    session.answer(() -> files().retrieve(id), file -> table(List.of(file)));
  }

  @Command(description = "Delete a file.", mixinStandardHelpOptions = true)
  void delete(@Parameters(paramLabel = "ID", description = "The id of a file, file-….") String id) {
    session.answer(
        () -> files().delete(id), deleted -> session.terminal().print(deleted.id() + " deleted"));
  }

  @Command(
      description = "Write what a file holds to standard output, or to a file.",
      mixinStandardHelpOptions = true)
  void content(
      @Parameters(paramLabel = "ID", description = "The id of a file, file-….") String id,
      @Option(names = "--output", paramLabel = "FILE", description = "Write here instead.")
          @Nullable Path output) {
    try (HttpResponse answer = files().content(id);
        InputStream body = answer.body()) {
      if (output == null) {
        session.terminal().copy(body);
      } else {
        Files.copy(body, session.path(output));
      }
    } catch (FileAlreadyExistsException e) {
      throw CliException.usage("%s is there already; choose another name".formatted(output));
    } catch (IOException e) {
      throw CliException.refused(
          "The content of %s could not be written: %s".formatted(id, e.getMessage()));
    }
  }

  /** Exit code 1 says that a job would refuse the file. */
  @Command(
      description =
          "Say what a training file holds as a model sees it: lengths, doubles, and what is learnt.",
      mixinStandardHelpOptions = true)
  int check(
      @Parameters(
              paramLabel = "ID|FILE",
              description = "An uploaded file, or one of this machine, which is uploaded first.")
          String file,
      @Option(names = "--model", required = true, description = "A base or tuned model.")
          String model,
      @Option(names = "--validation-file", paramLabel = "ID|FILE", description = "The same.")
          @Nullable String validation,
      @Option(
              names = "--method",
              paramLabel = "METHOD",
              defaultValue = "supervised",
              description = "supervised, or dpo. Default: ${DEFAULT-VALUE}.")
          JobOptions.MethodName method) {
    OpenAIClient client = session.client();
    JobCreateParams request =
        JobCreateParams.builder()
            .model(model)
            .trainingFile(Uploads.idOf(session, client, file))
            .validationFile(
                Optional.ofNullable(validation).map(it -> Uploads.idOf(session, client, it)))
            .method(
                JobCreateParams.Method.builder()
                    .type(JobCreateParams.Method.Type.of(method.name()))
                    .build())
            .build();
    FilesReport report = report(new JobDraft(session, client, "/attune/v1/check"), request);
    return report.training().tooLong().count() > 0 ? 1 : 0;
  }

  private FilesReport report(JobDraft draft, JobCreateParams request) {
    if (session.json()) {
      String answer = draft.ask(request);
      session.terminal().print(answer);
      return WireJson.mapper().readValue(answer, FilesReport.class);
    }
    FilesReport report = draft.report(request);
    new ReportText(session.terminal(), report).print();
    return report;
  }

  private void table(List<FileObject> files) {
    Table table = new Table("ID", "PURPOSE", "BYTES", "CREATED", "STATUS", "NAME");
    for (FileObject file : files) {
      table.row(
          file.id(),
          file.purpose().asString(),
          "%,d".formatted(file.bytes()),
          Times.date(file.createdAt()),
          status(file),
          file.filename());
    }
    table.printTo(session.terminal());
  }

  @SuppressWarnings("deprecation") // OpenAI calls it deprecated and still sends it
  private static String status(FileObject file) {
    return file.status().asString();
  }

  private FileService.WithRawResponse files() {
    return session.client().withRawResponse().files();
  }
}
