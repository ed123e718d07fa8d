/** Pages of requests for scopes: the inbox, one request, and the form. */
import { LinesField, type ShownFault, TextField } from "./fields.tsx";
import type { Frame } from "./layout.tsx";
import { Badge, Empty, Facts, Form, Panel, Time, type Tone } from "./parts.tsx";
import { applicationPath, scopePath } from "./scopes.tsx";
import { Pager, Table } from "./table.tsx";

/** A request as the admin API shows it. */
export interface ShownRequest {
  readonly id: string;
  readonly application: string;
  readonly application_name?: string;
  readonly scope: string;
  readonly reason: string;
  readonly requested_by: string;
  readonly requested_at: string;
  readonly state: "open" | "approved" | "declined" | "withdrawn";
  readonly outdated?: readonly string[];
  readonly decided_by?: string;
  readonly decided_at?: string;
  readonly comment?: string;
}

const STATES: Readonly<Record<ShownRequest["state"], readonly [tone: Tone, label: string]>> = {
  open: ["accent", "Open"],
  approved: ["good", "Approved"],
  declined: ["caution", "Declined"],
  withdrawn: ["neutral", "Withdrawn"],
};

export function RequestBadge({ state }: { readonly state: ShownRequest["state"] }) {
  const [tone, label] = STATES[state];
  return <Badge tone={tone}>{label}</Badge>;
}

export const requestPath = (id: string): string => `/requests/${encodeURIComponent(id)}`;

const At = ({ iso }: { readonly iso: string }) => <Time at={Date.parse(iso)} />;

export function requestList({
  frame,
  requests,
  next,
  decides,
}: {
  readonly frame: Frame;
  readonly requests: readonly ShownRequest[];
  readonly next: string | undefined;
  readonly decides: boolean;
}) {
  const { root } = frame;
  return (
    <>
      <Table
        caption="Requests"
        rows={requests}
        keyOf={({ id }) => id}
        empty={
          <Empty title={decides ? "Nothing waits for a decision" : "You have no requests here"}>
            {decides
              ? "When the owner of an application asks for a sensitive scope, the request appears here."
              : "To ask for a sensitive scope, open the application and select the scope."}
          </Empty>
        }
        columns={[
          {
            label: "Request",
            as: "main",
            cell: ({ id, application, application_name, scope }) => (
              <>
                <a href={`${root}${requestPath(id)}`}>{application_name ?? application}</a>
                <span class="below">
                  <code>{scope}</code>
                </span>
              </>
            ),
          },
          { label: "State", cell: ({ state }) => <RequestBadge state={state} /> },
          { label: "From", cell: ({ requested_by }) => requested_by },
          { label: "Requested", as: "time", cell: ({ requested_at }) => <At iso={requested_at} /> },
        ]}
      />
      <Pager next={next} />
    </>
  );
}

interface DetailProps {
  readonly frame: Frame;
  readonly request: ShownRequest;
  readonly etag: string;
  readonly decides: boolean;
  readonly withdraws: boolean;
  readonly fault: ShownFault | undefined;
  readonly comment: string;
}

export function requestDetail(props: DetailProps) {
  const { frame, request, etag, decides, withdraws, fault, comment } = props;
  const isOpen = request.state === "open";
  return (
    <>
      <div class="columns">
        <Panel title="What is requested">
          <Facts
            of={[
              [
                "Application",
                <a href={`${frame.root}${applicationPath(request.application)}`}>
                  {request.application_name ?? request.application}
                </a>,
              ],
              [
                "Scopes",
                <span class="words">
                  {request.scope.split(" ").map((name) => (
                    <a key={name} href={`${frame.root}${scopePath(name)}`}>
                      <code>{name}</code>
                    </a>
                  ))}
                </span>,
              ],
              ["Reason", request.reason],
            ]}
          />
        </Panel>
        <History request={request} />
      </div>
      {request.outdated !== undefined && (
        <Panel title="It can't be approved any more">
          <ul class="plain-list">
            {request.outdated.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Panel>
      )}
      {isOpen && decides && (
        <Panel
          title="Decide"
          lead="Approving allows the application these scopes at once. Whoever asked sees your comment."
        >
          <Form frame={frame} action={requestPath(request.id)} fields={[["etag", etag]]}>
            <LinesField
              name="comment"
              label="Comment"
              hint="Needed to decline."
              rows={2}
              value={comment}
              {...(fault !== undefined && { fault })}
            />
            <div class="form-actions">
              {request.outdated === undefined && (
                <button type="submit" name="state" value="approved">
                  Approve
                </button>
              )}
              <button type="submit" name="state" value="declined" class="danger">
                Decline
              </button>
            </div>
          </Form>
        </Panel>
      )}
      {isOpen && withdraws && (
        <Panel title="Not needed any more?">
          <Form frame={frame} action={requestPath(request.id)} fields={[["etag", etag]]} class="inline-form">
            <button type="submit" name="state" value="withdrawn" class="quiet-button">
              Withdraw the request
            </button>
          </Form>
        </Panel>
      )}
    </>
  );
}

function History({ request }: { readonly request: ShownRequest }) {
  const { requested_by, requested_at, state, decided_by, decided_at, comment } = request;
  return (
    <Panel title="History">
      <ol class="history">
        <li>
          <strong>{requested_by}</strong> requested this. <At iso={requested_at} />
        </li>
        {decided_at !== undefined && (
          <li>
            <strong>{decided_by}</strong> {state === "withdrawn" ? "withdrew it" : `${state} it`}.{" "}
            <At iso={decided_at} />
            {comment !== undefined && <blockquote>{comment}</blockquote>}
          </li>
        )}
        {state === "open" && <li class="hint">Waiting for an operator.</li>}
      </ol>
    </Panel>
  );
}

export interface RequestForm {
  readonly application: string;
  readonly scope: string;
  readonly reason: string;
}

export function requestForm({
  frame,
  form,
  faults,
}: {
  readonly frame: Frame;
  readonly form: RequestForm;
  readonly faults: ReadonlyMap<string, ShownFault>;
}) {
  return (
    <Form frame={frame} action="/requests/new">
      <TextField
        name="application"
        label="Application"
        required={true}
        value={form.application}
        fault={faults.get("application")}
        hint="Its client_id."
      />
      <TextField
        name="scope"
        label="Scopes"
        required={true}
        value={form.scope}
        fault={faults.get("scope")}
        hint="Separated by spaces."
      />
      <LinesField
        name="reason"
        label="Reason"
        required={true}
        value={form.reason}
        fault={faults.get("reason")}
        hint="What the application does with them. An operator reads this and decides."
      />
      <div class="form-actions">
        <button type="submit">Send the request</button>
        <a href={`${frame.root}/requests`}>Cancel</a>
      </div>
    </Form>
  );
}
