/** The parts of a reason's page: what to do, what a refusal records and for whom, other names, neighbours, the specifications. */

import { type CauseCode, causeOf, isCause } from "../reasons/causes.ts";
import type { Audience, Reason, Remedies as RemediesOf } from "../reasons/define.ts";
import { type Code, reasonOf } from "../reasons/index.ts";
import { namesOf } from "../reasons/names.ts";
import { citation, type Section } from "../specs.ts";
import type { Links } from "./layout.tsx";

const READERS: Readonly<Record<Audience, string>> = {
  public: "Whoever gets the answer",
  client: "The client, once authenticated",
  owner: "The owner of the application",
  operator: "The operator",
};

/** What each reader can do; the headings below stand under an h2. */
export function Remedies({ remedies }: { remedies: RemediesOf }) {
  return (
    <div class="remedies">
      {remedies.person && (
        <div>
          <h3>If you were shown this while using an application</h3>
          <p>{remedies.person}</p>
        </div>
      )}
      <div>
        <h3>If you make the application</h3>
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

/** Who is told what: whether a face stands in for the reason, and who may read which evidence. */
export function Told({ base, reason, face }: Links & { reason: Reason; face: Code | undefined }) {
  const fields = Object.entries(reason.evidence);
  return (
    <section aria-labelledby="told">
      <h2 id="told">Who is told what</h2>
      {face !== undefined ? (
        <p>
          From outside this is shown as <a href={`${base}/errors/${face}`}>{reasonOf(face).title}</a>, which covers
          several causes, so that they cannot be told apart by somebody who probes. The exact cause is for the owner of
          the application and the operator.
        </p>
      ) : (
        <p>
          Everybody who gets the answer is told this reason. The owner of the application and the operator see the
          refusal itself: the request, the checks, and fixes proved by replay.
        </p>
      )}
      {fields.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Evidence that is kept</th>
              <th scope="col">Who may read it</th>
            </tr>
          </thead>
          <tbody>
            {fields.map(([name, { label, optional, audience }]) => (
              <tr key={name}>
                <th scope="row">
                  {label}
                  {optional && <span class="quiet"> (where there is one)</span>}
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

/** What articles, older servers and vendors call it. */
export function NamesElsewhere({ code }: { code: CauseCode }) {
  const names = namesOf(code);
  if (names.length === 0) return null;
  return (
    <section aria-labelledby="aka">
      <h2 id="aka">Names elsewhere</h2>
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
