/** The parts of a reason's page: what to do, what a refusal records and for whom, other names, related reasons, the specifications. */

import { type CauseCode, causeOf, isCause } from "../reasons/causes.ts";
import type { Audience, Reason, Remedies as RemediesOf } from "../reasons/define.ts";
import { type Code, reasonOf } from "../reasons/index.ts";
import { namesOf } from "../reasons/names.ts";
import { citation, type Section } from "../specs.ts";
import type { Links } from "./layout.tsx";

const READERS: Readonly<Record<Audience, string>> = {
  public: "Anyone who gets the response",
  client: "The client, once authenticated",
  owner: "The app's owner",
  operator: "The operator",
};

/** What each reader can do. Its headings are h3, below an h2 of the page. */
export function Remedies({ remedies }: { remedies: RemediesOf }) {
  return (
    <div class="remedies">
      {remedies.person && (
        <div>
          <h3>If you saw this while using an app</h3>
          <p>{remedies.person}</p>
        </div>
      )}
      <div>
        <h3>If you develop the app</h3>
        <p>{remedies.developer}</p>
      </div>
      {remedies.operator && (
        <div>
          <h3>If you run the server</h3>
          <p>{remedies.operator}</p>
        </div>
      )}
    </div>
  );
}

/** Who sees what: whether a face is shown in place of the reason, and who may read which evidence. */
export function Told({ base, reason, face }: Links & { reason: Reason; face: Code | undefined }) {
  const fields = Object.entries(reason.evidence);
  return (
    <section aria-labelledby="told">
      <h2 id="told">Who sees what</h2>
      {face !== undefined ? (
        <p>
          The response shows <a href={`${base}/errors/${face}`}>{reasonOf(face).title}</a> instead, which covers several
          causes. This keeps attackers from distinguishing them. Only the app's owner and the operator see the exact
          cause.
        </p>
      ) : (
        <p>
          Everyone who gets the response sees this reason. The app's owner and the operator also see the refusal itself:
          the request, the checks, and the proved fixes.
        </p>
      )}
      {fields.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Evidence kept</th>
              <th scope="col">Who can see it</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([name, { label, optional, audience }]) => (
              <tr key={name}>
                <th scope="row">
                  {label}
                  {optional && <span class="quiet"> (if any)</span>}
                </th>
                <td>{READERS[face !== undefined && audience !== "operator" ? "owner" : audience]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function Cites({ cites }: { cites: readonly Section[] }) {
  if (cites.length === 0) return null;
  return (
    <section aria-labelledby="cites">
      <h2 id="cites">In the specifications</h2>
      <ul class="links">
        {cites.map((section) => (
          <li key={citation(section)}>
            <a href={section.url}>{citation(section)}</a>
            {section.title !== section.spec && <span class="quiet"> {section.title}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The names that articles, older servers and vendors use for it. */
export function NamesElsewhere({ code }: { code: CauseCode }) {
  const names = namesOf(code);
  if (names.length === 0) return null;
  return (
    <section aria-labelledby="aka">
      <h2 id="aka">Also known as</h2>
      <ul class="inline">
        {names.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Related({ base, related }: Links & { related: readonly string[] }) {
  if (related.length === 0) return null;
  return (
    <section aria-labelledby="related">
      <h2 id="related">Related reasons</h2>
      <ul class="links">
        {related.map((code) => (
          <li key={code}>{isCause(code) ? <a href={`${base}/errors/${code}`}>{causeOf(code).title}</a> : code}</li>
        ))}
      </ul>
    </section>
  );
}
