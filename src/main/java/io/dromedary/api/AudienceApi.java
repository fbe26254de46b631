package io.dromedary.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dromedary.jdbc.Transactions;
import io.dromedary.person.Audience;
import io.dromedary.person.Audiences;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code /api/audiences}: who stands behind a business key. */
public final class AudienceApi {

  private final Audiences audiences;
  private final Transactions transactions;
  private final InstantSource clock;
  private final @Nullable String defaultRegion;

  /**
   * The calls on these audiences.
   *
   * @param defaultRegion ISO 3166 code that national phone numbers belong to; {@code null} when
   *     only international ones are taken
   */
  public AudienceApi(
      Audiences audiences,
      Transactions transactions,
      InstantSource clock,
      @Nullable String defaultRegion) {
    this.audiences = audiences;
    this.transactions = transactions;
    this.clock = clock;
    this.defaultRegion = defaultRegion;
  }

  /**
   * {@code PUT /api/audiences/{kind}/{key}/members}: replaces the whole list at once.
   *
   * @param kind as in the path
   * @param key as in the path
   * @param expires RFC 3339 instant from which on nobody is seen; {@code null} for never
   * @param members an array of at most 100,000
   * @return 200 with the number of members
   * @throws ProblemException 422 {@code invalid-audience} with JSON pointers
   */
  public Answer put(String kind, String key, @Nullable String expires, JsonNode members) {
    Instant now = clock.instant();
    MembersRequest request = MembersRequest.read(kind, key, expires, members, defaultRegion, now);
    transactions.call(
        () -> {
          audiences.replace(request.audience(), request.members(), request.expires());
          return true;
        });
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .putObject("audience")
        .put("kind", request.audience().kind())
        .put("key", request.audience().key());
    answer.put("members", request.members().size());
    answer.put("expires", request.expires() == null ? null : request.expires().toString());
    return Answer.ok(answer);
  }

  /**
   * {@code DELETE /api/audiences/{kind}/{key}/members/{ref}}.
   *
   * @return 204
   * @throws ProblemException 404 {@code member-unknown}
   */
  public Answer delete(String kind, String key, String ref) {
    Fields fields = new Fields();
    Audience audience = MembersRequest.audience(kind, key, fields);
    fields.refuseIfWrong("invalid-audience", "Not an audience");
    String decoded = PathValue.decode(ref);
    boolean removed =
        decoded.indexOf('\0') < 0
            && transactions.call(() -> audiences.remove(Objects.requireNonNull(audience), decoded));
    if (!removed) {
      throw new ProblemException(
          Problem.of(
              "member-unknown",
              "The audience has no such member",
              404,
              "Nobody is listed there with this ref."));
    }
    return Answer.nothing();
  }
}
