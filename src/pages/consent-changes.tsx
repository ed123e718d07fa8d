/** What becomes of what the user has allowed before, where an app adds to it or replaces it (Grant Management for OAuth 2.0). */
import { Name } from "./foreign.tsx";

export interface ConsentChanges {
  readonly action: "merge" | "replace";
  /** Descriptions of what stays, or of what ends. */
  readonly scopes: readonly string[];
  /** Whether authorization details stay or end with it. */
  readonly detailed: boolean;
}

export function Changes({ of: { action, scopes, detailed }, app }: { of: ConsentChanges; app: string }) {
  const says =
    action === "merge"
      ? "This adds to what you allowed it before. It can still:"
      : "This replaces what you allowed it before. It will no longer be able to:";
  return (
    <section class="asked" aria-labelledby="changes">
      <h2 id="changes">
        What <Name>{app}</Name> could do until now
      </h2>
      <p>{scopes.length > 0 ? says : says.replace(/ It .*/, "")}</p>
      {scopes.length > 0 && (
        <ul class="scopes">
          {scopes.map((description) => (
            <li key={description}>
              <div class="what">
                <bdi>{description}</bdi>
              </div>
            </li>
          ))}
        </ul>
      )}
      {detailed && (
        <p>
          {action === "merge" ? "What you allowed it in detail stays too." : "What you allowed it in detail ends too."}
        </p>
      )}
    </section>
  );
}
