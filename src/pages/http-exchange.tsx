/** A request and its response as they went over the wire, side by side if there is room. */
import { STATUS_CODES } from "node:http";
import { Copyable } from "./copyable.tsx";

export interface Step {
  readonly heading: string;
  /** The HTTP message: start line, headers, an empty line, body. */
  readonly request: string;
  readonly status: number;
  readonly response: string;
  readonly note?: string | undefined;
}

/** Sets the start line and the names of the headers apart from their values and the body. */
function Message({ text }: { text: string }) {
  const [head = "", ...rest] = text.replaceAll("\r\n", "\n").split(/(?=\n\n)/);
  const [start, ...headers] = head.split("\n");
  return (
    <Copyable>
      <b>{start}</b>
      {headers.map((line, at) => {
        const colon = line.indexOf(":") + 1;
        return (
          <span key={at}>
            {"\n"}
            <span class="quiet">{line.slice(0, colon)}</span>
            {line.slice(colon)}
          </span>
        );
      })}
      {rest.join("")}
    </Copyable>
  );
}

/** The steps of a flow, in order. Each has an h2; the headings below it start at h3. */
export function Exchange({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="steps">
      {steps.map(({ heading, request, status, response, note }, at) => (
        <li key={at}>
          <h2>{heading}</h2>
          {note && <p>{note}</p>}
          <div class="exchange">
            <section aria-label={`Request, step ${at + 1}`}>
              <h3>Request</h3>
              <Message text={request} />
            </section>
            <section aria-label={`Response, step ${at + 1}`}>
              <h3>
                Response{" "}
                <span class={status >= 400 ? "status refused" : "status"}>
                  {status} {STATUS_CODES[status] ?? ""}
                </span>
              </h3>
              <Message text={response} />
            </section>
          </div>
        </li>
      ))}
    </ol>
  );
}
