package dev.attune.worker.export.ollama;

import dev.attune.worker.export.ollama.Conversations.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs the few actions of Go's {@code text/template} (https://pkg.go.dev/text/template) that {@link
 * GoText} writes, so that what was written can be compared with the model's own template.
 */
final class GoTemplate {
  private static final Pattern ACTION = Pattern.compile("\\{\\{ (.*?) }}", Pattern.DOTALL);
  private static final Pattern ROLE = Pattern.compile("(?:else )?if eq \\.Role \"(\\w+)\"");
  private static final String NO_ROLE = "";

  private final List<GoNode> nodes;

  private GoTemplate(List<GoNode> nodes) {
    this.nodes = nodes;
  }

  /** A piece of the source: text, or what stands between the braces. */
  private record Piece(boolean isAction, String text) {}

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException when it has an action that is not known here
   */
  static GoTemplate parse(String source) {
    Deque<Piece> pieces = pieces(source);
    List<GoNode> nodes = nodes(pieces);
    if (!pieces.isEmpty()) {
      throw new IllegalArgumentException("There is an 'end' too many");
    }
    return new GoTemplate(nodes);
  }

  /** The prompt of a conversation. */
  String render(List<Turn> turns) {
    StringBuilder out = new StringBuilder();
    nodes.forEach(node -> node.write(turns, new Turn(NO_ROLE, ""), out));
    return out.toString();
  }

  private static Deque<Piece> pieces(String source) {
    Deque<Piece> pieces = new ArrayDeque<>();
    Matcher action = ACTION.matcher(source);
    int start = 0;
    while (action.find()) {
      pieces.add(new Piece(false, source.substring(start, action.start())));
      pieces.add(new Piece(true, action.group(1)));
      start = action.end();
    }
    pieces.add(new Piece(false, source.substring(start)));
    return pieces;
  }

  /** The nodes up to the end of the block, which stays. */
  private static List<GoNode> nodes(Deque<Piece> pieces) {
    List<GoNode> nodes = new ArrayList<>();
    while (!pieces.isEmpty() && !endsBlock(pieces.element())) {
      Piece piece = pieces.remove();
      nodes.add(piece.isAction() ? action(piece.text(), pieces) : new GoNode.Text(piece.text()));
    }
    return nodes;
  }

  private static boolean endsBlock(Piece piece) {
    return piece.isAction() && (piece.text().equals("end") || piece.text().startsWith("else "));
  }

  private static GoNode action(String action, Deque<Piece> pieces) {
    return switch (action) {
      case ".Content" -> new GoNode.Content();
      case "\"{{\"" -> new GoNode.Text("{{");
      case "if not .System" -> new GoNode.WithoutSystem(block(pieces));
      case "range .Messages" -> new GoNode.EachMessage(block(pieces));
      default -> new GoNode.ByRole(branches(action, pieces));
    };
  }

  private static List<GoNode> block(Deque<Piece> pieces) {
    List<GoNode> body = nodes(pieces);
    pieces.remove();
    return body;
  }

  private static List<GoNode.Branch> branches(String first, Deque<Piece> pieces) {
    List<GoNode.Branch> branches = new ArrayList<>();
    String action = first;
    while (!action.equals("end")) {
      Matcher role = ROLE.matcher(action);
      if (!role.matches()) {
        throw new IllegalArgumentException("Unknown action: " + action);
      }
      branches.add(new GoNode.Branch(role.group(1), nodes(pieces)));
      action = pieces.remove().text();
    }
    return branches;
  }
}
