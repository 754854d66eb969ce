//! What the printer's layout lacks: lines as wide as rustfmt's, calls that hold on to their last argument or begin the
//! next line, arms without blocks, and blank lines between members.

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
                let _ = join(&mut lines, &call, width)
                    || part(&mut lines, &call, width, join)
                    || hug(&mut lines, &call, width)
                    || part(&mut lines, &call, width, hug);
            }
            None if lines[at].ends_with("Self {") => gather(&mut lines, at, width),
            None if lines[at].ends_with("=> {") => unwrap(&mut lines, at, width),
            None if lines[at].len() > width && lines[at].starts_with("pub type ") => {
                lines[at] = lines[at].replacen(" = ", &format!(" =\n{INDENT}"), 1);
            }
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

/// Puts a call that is the value of an item, or the type of a field, on the next line, where `fit` makes it fit there.
fn part(
    lines: &mut Vec<String>,
    call: &Call,
    width: usize,
    fit: fn(&mut Vec<String>, &Call, usize) -> bool,
) -> bool {
    let at = call.at;
    let own = depth(&lines[at]);
    let separator = match lines[at].ends_with('<') {
        true => ": ",
        false => " = ",
    };
    let Some((head, value)) = lines[at].split_once(separator) else {
        return false;
    };
    let mut words = head.split_whitespace();
    let is_item = words
        .next()
        .is_some_and(|first| first.starts_with("pub") || first == "const" || first == "static");
    if !is_item || words.any(|word| word == "fn") {
        return false;
    }
    let closing = call.last.1 + 1;
    let is_chain = depth(&lines[closing]) > own;
    let more = lines[closing + 1..].iter();
    let end = closing
        + 1
        + more
            .take_while(|line| is_chain && depth(line) > own)
            .count();
    let mut parted = vec![" ".repeat(own) + INDENT + value];
    parted.extend_from_slice(&lines[at + 1..end]);
    if !is_chain {
        indent(&mut parted[1..]);
    }
    let is_fit = arguments(&parted, 0).is_some_and(|call| fit(&mut parted, &call, width));
    if !is_fit {
        return false;
    }
    // What follows a call of one line is indented as it would be behind any.
    if parted.get(1).is_some_and(|next| is_link(next, own)) {
        indent(&mut parted[1..]);
        link(&mut parted, 0, width);
    }
    let head = head.to_owned() + separator.trim_end();
    lines.splice(at..end, std::iter::once(head).chain(parted));
    true
}

fn indent(lines: &mut [String]) {
    for line in lines {
        line.insert_str(0, INDENT);
    }
}

/// Whether a line is a call that follows what is indented by `outer`.
fn is_link(line: &str, outer: usize) -> bool {
    depth(line) == outer + INDENT.len() && line.trim_start().starts_with('.')
}

/// Takes the block away from an arm of a match that is nothing but an expression, where that fits.
fn unwrap(lines: &mut Vec<String>, at: usize, width: usize) {
    let inner = depth(&lines[at]) + INDENT.len();
    let within = lines[at + 1..].iter();
    let count = within.take_while(|line| depth(line) >= inner).count();
    let (first, last) = (at + 1, at + count);
    let is_expression = match first == last {
        true => !lines[first].ends_with([';', ',']),
        false => {
            let mut between = lines[first + 1..last].iter();
            between.all(|line| depth(line) > inner)
                && lines[first].ends_with('(')
                && lines[last].trim() == ")"
        }
    };
    if !is_expression || depth(&lines[first]) != inner || lines[last + 1].trim() != "}" {
        return;
    }
    let mut arm = lines[at].trim_end_matches('{').to_owned() + lines[first].trim_start();
    if first == last {
        arm.push(',');
    }
    if arm.len() > width {
        return;
    }
    lines[at] = arm;
    for line in &mut lines[first + 1..=last] {
        line.drain(..INDENT.len());
    }
    if first < last {
        lines[last].push(',');
    }
    lines.remove(last + 1);
    lines.remove(first);
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
    let Some(next) = lines.get(at + 1).filter(|next| is_link(next, own)) else {
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
    if fits && last < lines.len() && !lines.get(last + 1).is_some_and(|line| is_link(line, own)) {
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
