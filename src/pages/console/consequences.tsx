/** What a change would do, before it is made. */
import type { ComponentChildren } from "preact";

export interface ShownConsequence {
  readonly tone: "good" | "caution" | "neutral";
  /** A sentence. */
  readonly says: ComponentChildren;
  /** Links to what it is about. */
  readonly links?: readonly { readonly label: string; readonly href: string }[];
}

/** A list of them; with none, the change affects nothing that is known. */
export function Consequences({ of }: { readonly of: readonly ShownConsequence[] }) {
  if (of.length === 0)
    return <p class="consequence neutral">Nothing that has happened recently would have gone differently.</p>;
  return (
    <ul class="consequences">
      {of.map(({ tone, says, links = [] }, i) => (
        <li key={i} class={`consequence ${tone}`}>
          <p>{says}</p>
          {links.length > 0 && (
            <p class="consequence-links">
              {links.map(({ label, href }) => (
                <a key={href} href={href}>
                  {label}
                </a>
              ))}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What differs: the value in force, and the one that was sent. */
export function Differences({
  of,
  names = ["In force now", "Yours"],
}: {
  readonly of: readonly { readonly member: string; readonly now: string; readonly yours: string }[];
  readonly names?: readonly [now: string, yours: string];
}) {
  return (
    <div class="table-frame">
      <table>
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          {of.map(({ member, now, yours }) => (
            <tr key={member}>
              <th scope="row" data-label="Member">
                {member}
              </th>
              <td data-label={names[0]}>
                <del>{now}</del>
              </td>
              <td data-label={names[1]}>
                <ins>{yours}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
