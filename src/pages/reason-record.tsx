/** The reference part of a reason's page: what a refusal records, other names, neighbours, and the specifications. */
import type { Audience, Reason } from "../reasons/define.ts";
import { isCode, reasonOf } from "../reasons/index.ts";
import { citation } from "../specs.ts";
import type { Links } from "./layout.tsx";

const READERS: Readonly<Record<Audience, string>> = {
  public: "Anyone",
  client: "The client, once authenticated",
  owner: "The owner of the application",
  operator: "The operator",
};

export function Evidence({ evidence }: { evidence: Reason["evidence"] }) {
  const fields = Object.entries(evidence);
  if (fields.length === 0) return null;
  return (
    <section aria-labelledby="evidence">
      <h2 id="evidence">What a refusal records</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Evidence</th>
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
              <td>{READERS[audience]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function Related({ base, reason }: Links & { reason: Reason }) {
  const { aka = [], related = [] } = reason;
  return (
    <>
      {aka.length > 0 && (
        <section aria-labelledby="aka">
          <h2 id="aka">Names elsewhere</h2>
          <ul class="inline">
            {aka.map((name) => (
              <li key={name}>
                <code>{name}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
      {related.length > 0 && (
        <section aria-labelledby="related">
          <h2 id="related">Related reasons</h2>
          <ul class="links">
            {related.map((code) => (
              <li key={code}>{isCode(code) ? <a href={`${base}/errors/${code}`}>{reasonOf(code).title}</a> : code}</li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="cites">
        <h2 id="cites">In the specifications</h2>
        <ul class="links">
          {reason.cites.map((section) => (
            <li key={citation(section)}>
              <a href={section.url}>{citation(section)}</a>
              {section.title !== section.spec && <span class="quiet"> {section.title}</span>}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
