/** Lists of the console: a table on wide screens, a card for each row on narrow ones. */
import type { ComponentChildren } from "preact";

export interface Column<Row> {
  readonly label: string;
  readonly cell: (row: Row) => ComponentChildren;
  /** `number`: aligned at the end. `main`: the row's name. */
  readonly as?: "main" | "number" | "time" | undefined;
}

interface TableProps<Row> {
  /** What the table lists, for screen readers. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** In place of an empty table. */
  readonly empty: ComponentChildren;
}

export function Table<Row>({ caption, columns, rows, keyOf, empty }: TableProps<Row>) {
  if (rows.length === 0) return <>{empty}</>;
  return (
    <div class="table-frame">
      <table>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ label, as }) => (
              <th key={label} scope="col" class={as}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ label, cell, as }) =>
                as === "main" ? (
                  <th key={label} scope="row" class={as} data-label={label}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={label} class={as} data-label={label}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Leads to the next page of a list. `next` and `first` are URLs. */
export function Pager({ next, first }: { readonly next?: string | undefined; readonly first?: string | undefined }) {
  if (next === undefined && first === undefined) return null;
  return (
    <nav class="pager" aria-label="Pages">
      {first !== undefined && <a href={first}>Back to the start</a>}
      {next !== undefined && (
        <a class="button quiet-button" href={next} rel="next">
          Next page
        </a>
      )}
    </nav>
  );
}

interface ClientFilterProps {
  readonly action: string;
  readonly clientId: string;
  /** The parameter of a box to tick, and what it says. */
  readonly box: string;
  readonly label: string;
  readonly checked: boolean;
}

/** The field of a filter: only what is of one application. */
export function ClientIdFilter({ clientId }: Pick<ClientFilterProps, "clientId">) {
  return (
    <div class="field grow">
      <label for="client_id">Application</label>
      <input
        id="client_id"
        type="search"
        name="client_id"
        value={clientId}
        placeholder="client_id"
        autocomplete="off"
      />
    </div>
  );
}

/** Above a list: only what is of one application, and only what a box says. */
export function ClientFilter({ action, clientId, box, label, checked }: ClientFilterProps) {
  return (
    <form method="get" action={action} class="filters">
      <ClientIdFilter clientId={clientId} />
      <div class="check">
        <input id={box} type="checkbox" name={box} value="true" checked={checked} />
        <label for={box}>{label}</label>
      </div>
      <button type="submit">Filter</button>
    </form>
  );
}
