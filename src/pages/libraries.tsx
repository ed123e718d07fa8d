/** How to fix a reason with a setting of the reader's own library: one line for each, which the reader can open. */

import { librariesFor, READ_ON } from "../libraries/index.ts";
import type { CauseCode } from "../reasons/causes.ts";
import { Copyable } from "./copyable.tsx";

export function Libraries({ code }: { code: CauseCode }) {
  const group = librariesFor(code);
  if (group === undefined) return null;
  return (
    <section aria-labelledby="libraries">
      <h2 id="libraries">{group.title}</h2>
      <ul class="libraries">
        {group.settings.map(({ library, code: text, note, source }) => (
          <li class="library" key={library}>
            <details name="library">
              <summary>{library}</summary>
              <Copyable>
                <code>{text}</code>
              </Copyable>
              <p class="quiet">
                {note !== undefined && `${note} `}
                <a href={source}>Source</a>, as of {READ_ON}.
              </p>
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}
