/** What users see if the console couldn't sign them in. */
import { page } from "../layout.tsx";

export function consoleSignInFailedPage({ base, root, says }: { base: string; root: string; says: string }): string {
  return page(
    { base, title: "You aren't signed in", layout: "card" },
    <>
      <h1>You aren't signed in to the console</h1>
      <p class="lead">{says}</p>
      <div class="actions">
        <a class="button" href={root}>
          Try again
        </a>
      </div>
    </>,
  );
}
