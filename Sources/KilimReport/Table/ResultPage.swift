/// What stands around the figures and the rows of the page.
enum ResultPage {
  /// - Parameter title: already escaped.
  static func head(title: String) -> String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(title)</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    <main>
    <h1>\(title)</h1>

    """
  }

  private static let style = """
    body { font: 15px/1.5 Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; color: #1a1a1a; background: #fff; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
    h1 { font-size: 1.5rem; font-weight: 600 }
    figure { margin: 0 0 1.5rem }
    figure svg { max-width: 100%; height: auto }
    .scroll { overflow-x: auto }
    table { border-collapse: collapse; font-variant-numeric: tabular-nums }
    caption { text-align: left; color: #555; padding-bottom: .4rem }
    th, td { text-align: left; padding: .25rem .75rem; border-bottom: 1px solid #ddd; white-space: nowrap }
    tbody th, .number { text-align: right; font-weight: normal }
    thead th { border-bottom: 2px solid #444; position: sticky; top: 0; background: #fff }
    thead button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: 0; cursor: pointer }
    thead button:focus-visible { outline: 2px solid #0072b2; outline-offset: 2px }
    th[aria-sort=ascending] button::after { content: " \\25B2"; font-size: .7em }
    th[aria-sort=descending] button::after { content: " \\25BC"; font-size: .7em }
    tbody tr:hover { background: #f3f6fa }
    .none { color: #767676 }
    """

  // Numbers before texts, cells without a value last in both directions.
  static let foot = """
    </tbody>
    </table>
    </div>
    </main>
    <script>
    (function () {
      var table = document.querySelector("table"), body = table.tBodies[0];
      var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
      function key(row, i) {
        var c = row.cells[i], v = c.getAttribute("data-v");
        if (c.className === "none") return [2, 0];
        return v === null ? [1, c.textContent] : [0, Number(v)];
      }
      heads.forEach(function (head, i) {
        head.firstChild.addEventListener("click", function () {
          var sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
          heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
          head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
          var rows = Array.prototype.map.call(body.rows, function (row) { return [key(row, i), row]; });
          rows.sort(function (a, b) {
            var x = a[0], y = b[0];
            if (x[0] === 2 || y[0] === 2) return x[0] - y[0];
            if (x[0] !== y[0]) return sign * (x[0] - y[0]);
            return sign * (x[1] < y[1] ? -1 : x[1] > y[1] ? 1 : 0);
          });
          rows.forEach(function (pair) { body.appendChild(pair[1]); });
        });
      });
    })();
    </script>
    </body>
    </html>

    """
}
