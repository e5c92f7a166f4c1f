package dev.attune.platform.uploads;

import dev.attune.platform.files.StoredFile;

/** An upload with the file that was made of it. */
public record CompletedUpload(Upload upload, StoredFile file) {}
