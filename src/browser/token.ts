/** A decoded JWT as parts of the page: what is wrong in it first. */
import type { Decoded, Member } from "../doctor/decoded.ts";
import { type Part, part, section } from "./dom.ts";

export function token({ title, header, claims, wrong }: Decoded, at: number): Part {
  const made = section("token", `token-${at}`, `${title}, decoded`);
  if (wrong.length > 0) made.append(part("ul", "verdict", ...wrong.map((one) => part("li", "", one))));
  else made.append(part("p", "quiet", "Its times and its form are fine."));
  made.append(part("p", "quiet", "The signature was not checked."));
  if (header.length > 0) made.append(part("h3", "", "Header"), table(header));
  if (claims.length > 0) made.append(part("h3", "", "Claims"), table(claims));
  return made;
}

function table(members: readonly Member[]): Part {
  const rows = members.map(({ name, value, means }) => {
    const heading = part("th", "", part("code", "", name));
    heading.setAttribute("scope", "row");
    const cell = part("td", "", part("code", "", value));
    if (means !== undefined) cell.append(part("span", "technical", means));
    return part("tr", "", heading, cell);
  });
  return part("table", "claims", part("tbody", "", ...rows));
}
