package dev.attune.platform.uploads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.attune.platform.SettableClock;
import dev.attune.platform.failure.ErrorCode;
import dev.attune.platform.failure.PlatformException;
import dev.attune.platform.files.BlobStore;
import dev.attune.platform.files.IncomingBlob;
import dev.attune.platform.files.NewFile;
import dev.attune.platform.files.StoredFile;
import dev.attune.platform.files.StoredFiles;
import dev.attune.platform.owner.Organization;
import dev.attune.platform.owner.Project;
import dev.attune.platform.page.PageRequest;
import dev.attune.platform.store.Database;
import dev.attune.platform.store.SqlFileStore;
import dev.attune.platform.store.SqlProjectStore;
import dev.attune.platform.store.SqlUploadStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
final class UploadsTest {
  private static final Project OURS = new Project("proj_1", new Organization("org-1", "ours"));
  private static final UploadLimits LIMITS = new UploadLimits(5, 100);

  private final SettableClock clock = new SettableClock();
  @TempDir private Path folder;
  private Database database;
  private UploadStore store;
  private StoredFiles files;
  private Uploads uploads;

  @BeforeEach
  void open() {
    database = Database.open(folder, true);
    new SqlProjectStore(database).insert(OURS, clock.instant());
    store = new SqlUploadStore(database);
    start();
  }

  /** As after a crash: what was in memory is gone. */
  private void start() {
    files =
        new StoredFiles(new SqlFileStore(database), new BlobStore(folder.resolve("files")), clock);
    uploads = new Uploads(store, files, clock);
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void theFileHasTheBytesOfThePartsInTheOrderThatIsAskedFor() throws IOException {
    Upload upload = create("vision", 9);
    List<String> ids = Stream.of("one", "two", "333").map(text -> add(upload, text)).toList();

    CompletedUpload completed = complete(upload, ids.reversed(), null);

    assertThat(Files.readString(files.content(completed.file()))).isEqualTo("333twoone");
    assertThat(completed.upload().state()).isEqualTo(UploadState.COMPLETED);
    assertThat(completed.file()).isEqualTo(files.retrieve(OURS, completed.file().id()));
  }

  @Test
  void afterTheSweepOnlyTheFileIsLeft() throws IOException {
    Upload upload = create("vision", 6);
    complete(upload, List.of(add(upload, "one"), add(upload, "two")), null);
    assertThat(blobs()).hasSize(3);

    uploads.sweep();

    assertThat(blobs()).hasSize(1);
    assertThat(store.listParts(upload.id())).isEmpty();
  }

  @Test
  void aFileThatIsOnePartIsNotRemovedWithIt() throws IOException {
    Upload upload = create("vision", 3);
    StoredFile file = complete(upload, List.of(add(upload, "one")), null).file();

    uploads.sweep();

    assertThat(Files.readString(files.content(file))).isEqualTo("one");
  }

  @Test
  void partsMayComeAtOnceAndTwice() throws Exception {
    Upload upload = create("vision", 12);
    List<String> ids = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> parts = new ArrayList<>();
      for (String text : List.of("same", "same", "last")) {
        parts.add(threads.submit(() -> add(upload, text)));
      }
      for (Future<String> part : parts) {
        ids.add(part.get());
      }
    }

    StoredFile file = complete(upload, ids, null).file();

    assertThat(Files.readString(files.content(file))).isEqualTo("samesamelast");
  }

  @Test
  void whatIsWrongWithTheListOfPartsIsNamed() {
    Upload upload = create("vision", 6);
    Upload other = create("vision", 3);
    String first = add(upload, "one");
    String foreign = add(other, "two");

    assertThat(refusal(upload, List.of(first, foreign)).param()).isEqualTo("part_ids[1]");
    assertThat(refusal(upload, List.of(first, foreign))).hasMessageContaining(foreign);
    assertThat(refusal(upload, List.of("part_none")).param()).isEqualTo("part_ids[0]");
    assertThat(refusal(upload, List.of(first, first)))
        .hasMessage("The part '%s' is named twice. Name it once.", first);
    assertThat(refusal(upload, List.of(first)))
        .hasMessageStartingWith(
            "The parts have 3 bytes together, but the upload was created for 6");
    assertThat(refusal(upload, List.of()).param()).isEqualTo("part_ids");
  }

  @Test
  void aRefusedCompletionCanBeMended() {
    Upload upload = create("vision", 6);
    String first = add(upload, "one");
    assertThat(refusal(upload, List.of(first))).isNotNull();

    CompletedUpload completed = complete(upload, List.of(first, add(upload, "two")), null);

    assertThat(completed.file().bytes()).isEqualTo(6);
  }

  @Test
  void theChecksumIsComparedWhenItIsGiven() {
    Upload upload = create("vision", 5);
    List<String> ids = List.of(add(upload, "hel"), add(upload, "lo"));
    String right = "5d41402abc4b2a76b9719d911017c592"; // of "hello"

    assertThatThrownBy(() -> complete(upload, ids, right.replace('5', '6')))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.param()).isEqualTo("md5"))
        .hasMessageContaining(right);
    assertThat(list()).isEmpty();

    assertThat(complete(upload, ids, right).file().bytes()).isEqualTo(5);
  }

  @Test
  void aFileToLearnFromMustBeJsonLinesAlsoAcrossParts() {
    Upload good = create(StoredFile.FINE_TUNE, 16);
    Upload bad = create(StoredFile.FINE_TUNE, 10);
    Upload empty = create(StoredFile.FINE_TUNE, 0);

    complete(good, List.of(add(good, "{\"a\":1}\n{\""), add(good, "b\":2}\n")), null);
    assertThatThrownBy(() -> complete(bad, List.of(add(bad, "{}\n{}"), add(bad, "x\n{}\n")), null))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_JSON_LINES))
        .hasMessageContaining("2");
    assertThatThrownBy(() -> complete(empty, List.of(), null)).hasMessage("The file is empty.");
    assertThat(list()).hasSize(1);
  }

  @Test
  void theFileLivesAsLongAsItsCreatorSaid() {
    Upload upload = uploads.create(OURS, new NewFile("vision", "a.png", Duration.ofHours(2)), 3);

    StoredFile file = complete(upload, List.of(add(upload, "one")), null).file();

    assertThat(file.expiresAt()).isEqualTo(file.createdAt().plus(Duration.ofHours(2)));
  }

  @Test
  void anUploadEndsOnceAndSaysHow() {
    Upload completed = create("vision", 0);
    Upload cancelled = create("vision", 0);
    Upload expired = create("vision", 0);
    complete(completed, List.of(), null);
    assertThat(uploads.cancel(OURS, cancelled.id()).state()).isEqualTo(UploadState.CANCELLED);
    clock.advance(Duration.ofHours(1));

    assertEnded(completed, "was completed");
    assertEnded(cancelled, "was cancelled");
    assertEnded(expired, "has expired"); // no sweep has seen it yet
    uploads.sweep();
    assertEnded(expired, "has expired");
    clock.advance(Duration.ofHours(25));
    uploads.sweep();
    for (Upload forgotten : List.of(completed, cancelled, expired)) {
      assertThatThrownBy(() -> uploads.cancel(OURS, forgotten.id()))
          .isInstanceOfSatisfying(
              PlatformException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.UPLOAD_NOT_FOUND));
    }
  }

  private void assertEnded(Upload upload, String how) {
    for (Runnable attempt :
        List.<Runnable>of(
            () -> add(upload, "x"),
            () -> complete(upload, List.of(), null),
            () -> uploads.cancel(OURS, upload.id()))) {
      assertThatThrownBy(attempt::run)
          .isInstanceOfSatisfying(
              PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE))
          .hasMessageContaining(upload.id() + " " + how);
    }
  }

  @Test
  void anUploadTakesPartsUntilJustBeforeItsTime() {
    Upload upload = create("vision", 3);
    clock.advance(Duration.ofHours(1).minusMillis(1));
    uploads.sweep();

    assertThat(complete(upload, List.of(add(upload, "one")), null).file().bytes()).isEqualTo(3);
  }

  @Test
  void nothingIsLeftOfWhatWasCancelledOrExpired() throws IOException {
    Upload cancelled = create("vision", 3);
    add(cancelled, "one");
    add(create("vision", 3), "two");
    uploads.cancel(OURS, cancelled.id());
    clock.advance(Duration.ofHours(1));
    assertThat(blobs()).hasSize(2);

    uploads.sweep();

    assertThat(blobs()).isEmpty();
  }

  @Test
  void aPartMoreThanAllowedIsRefusedAndLeavesNothing() throws IOException {
    Upload large = create("vision", 3);
    Upload many = create("vision", 3);
    add(large, "x".repeat(100));
    for (int i = 0; i < 5; i++) {
      add(many, "x".repeat(100).substring(99));
    }

    assertThatThrownBy(() -> add(large, "y")).hasMessageContaining("100 bytes allowed");
    assertThatThrownBy(() -> add(many, "y")).hasMessageContaining("5 parts");
    assertThat(blobs()).hasSize(2);
  }

  @Test
  void aDamagedPartNeverBecomesAFile() throws IOException {
    Upload upload = create("vision", 6);
    List<String> ids = List.of(add(upload, "one"), add(upload, "two"));
    Files.writeString(blobs().getFirst(), "0ne");

    assertThatThrownBy(() -> complete(upload, ids, null))
        .isInstanceOfSatisfying(
            PlatformException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INTEGRITY));
    assertThat(list()).isEmpty();
    assertThat(blobs()).hasSize(2);
  }

  /** Whoever comes first of a completion and a cancel; the other hears so, and no file is half. */
  @Test
  void completionAndCancelRaceForOneEnd() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int round = 0; round < 60; round++) {
        Upload upload = create("vision", 3);
        String part = add(upload, "one");
        List<Future<Boolean>> attempts =
            List.of(
                threads.submit(() -> tries(() -> complete(upload, List.of(part), null))),
                threads.submit(() -> tries(() -> uploads.cancel(OURS, upload.id()))),
                threads.submit(() -> tries(() -> complete(upload, List.of(part), null))));
        uploads.sweep();

        int ended = 0;
        for (Future<Boolean> attempt : attempts) {
          ended += attempt.get() ? 1 : 0;
        }
        assertThat(ended).isEqualTo(1);
      }
    }
    for (StoredFile file : list()) {
      assertThat(Files.readString(files.content(file))).isEqualTo("one");
    }
  }

  private static boolean tries(Runnable attempt) {
    try {
      attempt.run();
      return true;
    } catch (PlatformException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.WRONG_STATE);
      return false;
    }
  }

  /** A server that died between bytes and row leaves bytes; a day later they are gone. */
  @Test
  void bytesWithoutARowAreSweptAfterADay() throws IOException {
    Upload upload = create("vision", 6);
    add(upload, "one");
    dieWith("two");
    start();
    assertThat(blobs()).hasSize(2);
    files.sweepLost();
    assertThat(blobs()).hasSize(2);

    makeOld();
    files.sweepLost();

    assertThat(blobs()).hasSize(1);
    assertThat(store.listParts(upload.id())).hasSize(1);
  }

  /** A server that died after the end of an upload leaves its parts to the next one. */
  @Test
  void theNextServerRemovesThePartsOfACompletedUpload() throws IOException {
    Upload upload = create("vision", 6);
    StoredFile file =
        complete(upload, List.of(add(upload, "one"), add(upload, "two")), null).file();
    start();

    uploads.sweep();

    assertThat(blobs()).hasSize(1);
    assertThat(Files.readString(files.content(file))).isEqualTo("onetwo");
  }

  /** The control: an end that is not written together with its file loses the file. */
  @Test
  void anEndWithoutItsFileWouldBeSeen() {
    Upload upload = create("vision", 3);
    add(upload, "one");

    store.end(upload.id(), UploadState.COMPLETED, Optional.empty());

    assertThat(list()).isEmpty();
    assertEnded(upload, "was completed");
  }

  /** Bytes get their name, and then the process is gone: no row, and nobody who cleans up. */
  private void dieWith(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String name = HexFormat.of().formatHex(sha256(bytes));
    Path target = new BlobStore(folder.resolve("files")).path(name);
    Files.createDirectories(target.resolveSibling(""));
    Files.write(target, bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void makeOld() throws IOException {
    for (Path blob : blobs()) {
      Files.setLastModifiedTime(blob, FileTime.from(clock.instant().minus(Duration.ofHours(25))));
    }
  }

  private Upload create(String purpose, long bytes) {
    return uploads.create(OURS, new NewFile(purpose, "train.jsonl", null), bytes);
  }

  private String add(Upload upload, String text) {
    try (IncomingBlob bytes = uploads.receive()) {
      bytes.write(text.getBytes(StandardCharsets.UTF_8), 0, text.length());
      return uploads.addPart(OURS, upload.id(), bytes, LIMITS).id();
    }
  }

  private CompletedUpload complete(Upload upload, List<String> ids, @Nullable String md5) {
    return uploads.complete(OURS, upload.id(), new Completion(ids, md5));
  }

  private PlatformException refusal(Upload upload, List<String> ids) {
    return catchThrowableOfType(PlatformException.class, () -> complete(upload, ids, null));
  }

  private List<StoredFile> list() {
    return files.list(OURS, null, PageRequest.newestFirst(null, 100)).items();
  }

  private List<Path> blobs() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("files"))) {
      List<Path> found = new ArrayList<>(all.filter(Files::isRegularFile).toList());
      Collections.sort(found);
      return found;
    }
  }
}
