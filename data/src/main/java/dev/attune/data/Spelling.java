package dev.attune.data;

import dev.attune.data.template.Rendered;

/** How control tokens are spelled in a rendered text, which is for the tokenizer to read. */
interface Spelling {
  /** As everywhere: the template's control tokens and a message's look the same. */
  Spelling USUAL =
      new Spelling() {
        @Override
        public String guard(String words) {
          return words;
        }

        @Override
        public Rendered settle(Rendered rendered) {
          return rendered;
        }

        @Override
        public String reveal(String text) {
          return text;
        }
      };

  /** Words of a message as the template may be given them. */
  String guard(String words);

  /** What the template made of guarded words, as the tokenizer may be given it. */
  Rendered settle(Rendered rendered);

  /** A settled text as people write it. */
  String reveal(String text);
}
