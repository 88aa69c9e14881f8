import { Link } from "react-router";

/** Leads from a record to the lists that belong to it. */
export function RelatedLinks({ links }: { links: readonly { to: string; title: string }[] }) {
  return (
    <section className="panel related">
      <h2>Related</h2>
      <ul className="actions">
        {links.map((link) => (
          <li key={link.to}>
            <Link to={link.to}>{link.title}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
