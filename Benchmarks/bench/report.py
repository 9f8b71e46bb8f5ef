"""The table: each row a figure, its two bounds, and whether they hold."""

from dataclasses import dataclass


@dataclass
class Bound:
    limit: float
    at_least: bool = False  # otherwise: at most

    def holds(self, value):
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self):
        return f"{'>=' if self.at_least else '<='} {self.limit:g}"


def at_most(limit):
    return Bound(limit)


def at_least(limit):
    return Bound(limit, at_least=True)


class Report:
    def __init__(self):
        self.rows = []
        self.missed = False

    def add(self, work, value, unit="", must=None, aim=None, note=""):
        verdict = "-"
        if must and not must.holds(value):
            verdict, self.missed = "NOT MET", True
        elif aim:
            verdict = "aim met" if aim.holds(value) else ("must met" if must else "aim missed")
        elif must:
            verdict = "met"
        figure = f"{value:.3g}" if value < 1000 else f"{value:.0f}"
        row = (work, f"{figure} {unit}".strip(), str(must or ""), str(aim or ""), verdict, note)
        self.rows.append(row)
        print(f"  {work}: {row[1]}  {verdict}  {note}", flush=True)

    def leave_out(self, work, reason):
        self.rows.append((work, "", "", "", "left out", reason))
        print(f"  {work}: left out, {reason}", flush=True)

    def fail(self, work, reason):
        self.missed = True
        self.rows.append((work, "", "", "", "WRONG", reason.strip().splitlines()[0]))
        print(f"  {work}: WRONG, {reason}", flush=True)

    def text(self):
        rows = [("work", "measured", "must", "aim", "", "")] + self.rows
        widths = [max(len(row[column]) for row in rows) for column in range(5)]
        lines = []
        for row in rows:
            cells = [row[column].ljust(widths[column]) for column in range(5)]
            lines.append("  ".join(cells + [row[5]]).rstrip())
        lines.insert(1, "  ".join("-" * width for width in widths))
        return "\n".join(lines)
