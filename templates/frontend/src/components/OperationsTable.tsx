export interface OperationInfo {
  method: string;
  path: string;
  summary: string;
  implemented: boolean;
}

function State({ implemented }: { implemented: boolean }) {
  return (
    <span className={implemented ? "badge badge-ok" : "badge"}>
      {implemented ? "available" : "not implemented yet"}
    </span>
  );
}

function Row({ operation }: { operation: OperationInfo }) {
  return (
    <tr>
      <td>{operation.method}</td>
      <td>
        <code>{operation.path}</code>
      </td>
      <td>{operation.summary}</td>
      <td>
        <State implemented={operation.implemented} />
      </td>
    </tr>
  );
}

/** Operations of the API that have no page of their own. */
export function OperationsTable({ operations }: { operations: readonly OperationInfo[] }) {
  return (
    <div className="table-frame">
      <table>
        <caption className="sr-only">Operations</caption>
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col">Path</th>
            <th scope="col">Summary</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {operations.map((operation) => (
            <Row key={`${operation.method} ${operation.path}`} operation={operation} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
