/**
 * Rows from parallel arrays, for FROM. As `unnest($1::uuid[], $2::text[]) as n(id, kind)`, but each row is handed on as it
 * is read: in FROM the database first stores all of every array, and then reads them again.
 * @param columns name and type of each, such as `id uuid, kind text`
 * @param first number of the parameter that is the first array
 */
export function columnsAs(alias: string, columns: string, first = 1): string {
  const named = columns.split(', ').map((column, i) => {
    const [name, type] = column.split(' ');
    return `unnest($${first + i}::${type}[]) as ${name}`;
  });
  return `(select ${named.join(', ')}) ${alias}`;
}
