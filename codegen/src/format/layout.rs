//! What the printer's layout lacks: lines as wide as rustfmt's, calls that hold on to their last argument, and blank
//! lines between members.

use super::INDENT;

/// Lays out an item that the printer has printed; `width` is how long a line may become by what is put on it.
pub(super) fn lay_out(text: &str, width: usize, has_members: bool) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    // From the end, so that what is within a call is laid out before the call is.
    for at in (0..lines.len()).rev() {
        if lines[at].trim_start().starts_with("//") {
            continue;
        }
        match arguments(&lines, at) {
            Some(call) => {
                let _ = join(&mut lines, &call, width) || hug(&mut lines, &call, width);
            }
            None if lines[at].ends_with("Self {") => gather(&mut lines, at, width),
            None => link(&mut lines, at, width),
        }
    }
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    if has_members {
        space(&lines, &mut out);
    } else {
        lines.iter().for_each(|line| push(&mut out, line));
    }
    out
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn depth(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// A call, or a list of types, whose arguments are on lines of their own.
struct Call {
    /// The line that it begins on.
    at: usize,
    /// The line on which the last argument begins, and the one on which it ends.
    last: (usize, usize),
}

impl Call {
    /// The first line with the arguments behind it up to that of line `end`.
    fn opened(&self, lines: &[String], end: usize) -> String {
        let arguments = lines[self.at + 1..=end].iter().map(|line| line.trim());
        lines[self.at].clone() + &arguments.collect::<Vec<_>>().join(" ")
    }
}

/// The call that begins at a line, where each of its arguments but the last is on one line.
fn arguments(lines: &[String], at: usize) -> Option<Call> {
    let closing = match lines[at].chars().next_back()? {
        '(' => ')',
        '<' => '>',
        _ => return None,
    };
    // A call is indented twice where others follow it.
    let inner = depth(lines.get(at + 1)?);
    let mut first = at + 1;
    loop {
        let mut last = first;
        while let next = lines.get(last + 1)?
            && (depth(next) > inner
                || depth(next) == inner && next.trim_start().starts_with([']', '}']))
        {
            last += 1;
        }
        let next = &lines[last + 1];
        if next.trim_start().starts_with(closing) {
            return (depth(next) + INDENT.len() == inner).then_some(Call {
                at,
                last: (first, last),
            });
        }
        if last > first || depth(next) != inner {
            return None;
        }
        first = last + 1;
    }
}

/// Puts a call on one line, where it fits.
fn join(lines: &mut Vec<String>, call: &Call, width: usize) -> bool {
    let (first, last) = call.last;
    if first != last {
        return false;
    }
    let mut joined = call.opened(lines, last);
    joined.truncate(joined.trim_end_matches(',').len());
    joined.push_str(lines[last + 1].trim_start());
    let fits = joined.len() <= width;
    if fits {
        lines[call.at] = joined;
        lines.drain(call.at + 1..=last + 1);
    }
    fits
}

/// Puts the last argument of a call, a list or a block, where the call begins.
fn hug(lines: &mut Vec<String>, call: &Call, width: usize) -> bool {
    let (first, last) = call.last;
    let is_only = first == call.at + 1;
    let items: Option<Vec<String>> = lines[first]
        .trim()
        .strip_prefix("&[")
        .and_then(|list| list.strip_suffix("],"))
        .map(|list| items(list).map(|item| format!("{item},")).collect());
    let is_list = lines[first].trim() == "&[";
    let is_block = is_only && lines[first].ends_with(['{', '[']);
    let (opened, within) = match items {
        Some(items) if first == last => {
            let before = Call {
                at: call.at,
                last: (first, last),
            };
            let mut opened = before.opened(lines, first - 1);
            if !is_only {
                opened.push(' ');
            }
            let within = items
                .iter()
                .map(|item| " ".repeat(depth(&lines[first])) + item);
            (opened + "&[", within.collect::<Vec<_>>())
        }
        _ if first < last && (is_list || is_block) => {
            let within = lines[first + 1..last].iter().map(|line| {
                let cut = INDENT.len().min(depth(line));
                line[cut..].to_owned()
            });
            (call.opened(lines, first), within.collect())
        }
        _ => return false,
    };
    if opened.len() > width {
        return false;
    }
    // What closes the argument may close calls within it too.
    let bracket = match first < last {
        true => lines[last].trim().trim_end_matches(',').to_owned(),
        false => "]".to_owned(),
    };
    let own = depth(&lines[last + 1]);
    lines[last + 1].insert_str(own, &bracket);
    lines[call.at] = opened;
    lines.splice(call.at + 1..=last, within);
    // Where other calls follow, the printer indents all of this once more.
    let outer = depth(&lines[call.at]);
    if own > outer {
        for line in lines[call.at + 1..]
            .iter_mut()
            .take_while(|line| depth(line) > outer)
        {
            line.drain(..INDENT.len());
        }
    }
    true
}

/// The items of a list, which are apart by commas outside of brackets and strings.
fn items(list: &str) -> impl Iterator<Item = &str> {
    let (mut depth, mut quoted, mut escaped) = (0_u32, false, false);
    list.split(move |character| {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = quoted,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ',' => return depth == 0,
            _ => {}
        }
        false
    })
    .map(str::trim)
    .filter(|item| !item.is_empty())
}

/// Puts a value of a struct on one line, where it fits.
fn gather(lines: &mut Vec<String>, at: usize, width: usize) {
    let own = depth(&lines[at]);
    let fields = lines[at + 1..]
        .iter()
        .take_while(|line| depth(line) == own + INDENT.len() && line.ends_with(','))
        .count();
    let last = at + fields + 1;
    if fields == 0 || !lines[last].trim_start().starts_with('}') || depth(&lines[last]) != own {
        return;
    }
    let fields = lines[at + 1..last].iter().map(|line| line.trim());
    let fields = fields.collect::<Vec<_>>().join(" ");
    let joined = format!(
        "{} {} {}",
        lines[at],
        fields.trim_end_matches(','),
        lines[last].trim()
    );
    if joined.len() <= width {
        lines[at] = joined;
        lines.drain(at + 1..=last);
    }
}

/// Puts the one call that follows a value on the line of the value, where it fits.
fn link(lines: &mut Vec<String>, at: usize, width: usize) {
    let own = depth(&lines[at]);
    let inner = own + INDENT.len();
    let is_link = |line: Option<&String>| {
        line.is_some_and(|line| depth(line) == inner && line.trim_start().starts_with('.'))
    };
    let Some(next) = lines.get(at + 1).filter(|next| is_link(Some(next))) else {
        return;
    };
    // The call's arguments may be on lines of their own.
    let mut last = at + 1;
    if next.ends_with(['(', '[', '{', '<']) {
        let within = lines[at + 2..]
            .iter()
            .take_while(|line| depth(line) > inner);
        last += within.count() + 1;
    }
    let fits = own + lines[at].trim_start().len() + next.trim_start().len() <= width;
    if fits && last < lines.len() && !is_link(lines.get(last + 1)) {
        for line in &mut lines[at + 2..=last] {
            line.drain(..INDENT.len());
        }
        let next = lines.remove(at + 1);
        lines[at].push_str(next.trim_start());
    }
}

/// Puts blank lines between the members of an impl or a trait, but not among those of one line that have no body.
fn space(lines: &[String], out: &mut String) {
    let mut first = true;
    // The line before belongs to the member that comes; the member before was one line.
    let (mut leads, mut brief) = (false, false);
    for line in lines {
        let member = line
            .strip_prefix(INDENT)
            .filter(|rest| !rest.starts_with([' ', '.', '{', '}', ')', ']', '>']))
            .filter(|rest| *rest != "where");
        if let Some(rest) = member {
            let is_brief = rest.ends_with(';');
            let follows = !std::mem::take(&mut first);
            if follows && !leads && (!brief || !is_brief) {
                out.push('\n');
            }
            leads = rest.starts_with(['#', '/']);
            brief = is_brief;
        }
        push(out, line);
    }
}
