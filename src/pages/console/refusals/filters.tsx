/** The filters of refusals: a form that is sent by GET, so that its result has a URL that can be shared. */

import { codes, reasonOf } from "../../../reasons/index.ts";
import { familyOf, headings } from "../../families.ts";

export interface Filters {
  readonly application: string;
  readonly code: string;
  readonly endpoint: string;
  readonly network: string;
  readonly range: string;
}

export const RANGES = [
  ["24h", "24 hours", 86_400_000],
  ["3d", "3 days", 3 * 86_400_000],
  ["7d", "7 days", 7 * 86_400_000],
  ["30d", "30 days", 30 * 86_400_000],
] as const;

const ENDPOINTS = [
  "authorization",
  "pushed",
  "token",
  "introspection",
  "revocation",
  "userinfo",
  "sign-in",
  "consent",
  "admin",
];

const FAMILIES = [...new Set(codes.map((code) => familyOf(code)))];

interface Props {
  readonly action: string;
  readonly filters: Filters;
  /** Names of the viewer's own applications; none where there are too many to list. */
  readonly applications: readonly { readonly id: string; readonly name: string }[];
  /** Operators and auditors see where requests come from. */
  readonly networks: boolean;
}

export function FilterForm({ action, filters, applications, networks }: Props) {
  const isFiltered =
    filters.application !== "" || filters.code !== "" || filters.endpoint !== "" || filters.network !== "";
  return (
    <form method="get" action={action} class="refusal-filters" aria-label="Filter refusals">
      <div class="field">
        <label for="filter-application">Application</label>
        <input
          id="filter-application"
          name="application"
          value={filters.application}
          list="refusal-applications"
          placeholder="Any client_id"
          autocomplete="off"
          spellcheck={false}
        />
      </div>
      <datalist id="refusal-applications">
        {applications.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </datalist>
      <div class="field">
        <label for="filter-cause">Cause</label>
        <select id="filter-cause" name="code">
          <option value="">Any cause</option>
          {FAMILIES.map((family) => (
            <optgroup key={family} label={headings[family].title}>
              <option value={family} selected={filters.code === family}>{`All: ${family}`}</option>
              {codes
                .filter((code) => familyOf(code) === family)
                .map((code) => (
                  <option key={code} value={code} selected={filters.code === code}>
                    {`${code} – ${reasonOf(code).title}`}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </div>
      <div class="field">
        <label for="filter-endpoint">Endpoint</label>
        <select id="filter-endpoint" name="endpoint">
          <option value="">Any endpoint</option>
          {ENDPOINTS.map((name) => (
            <option key={name} value={name} selected={filters.endpoint === name}>
              {name}
            </option>
          ))}
        </select>
      </div>
      {networks && (
        <div class="field">
          <label for="filter-network">Network</label>
          <input
            id="filter-network"
            name="network"
            value={filters.network}
            placeholder="192.0.2.0/24"
            autocomplete="off"
            spellcheck={false}
          />
        </div>
      )}
      <div class="field">
        <label for="filter-period">Period</label>
        <select id="filter-period" name="range">
          {RANGES.map(([value, label]) => (
            <option key={value} value={value} selected={filters.range === value}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <div class="filter-actions">
        <button type="submit">Show</button>
        {isFiltered && <a href={action}>Clear</a>}
      </div>
    </form>
  );
}
