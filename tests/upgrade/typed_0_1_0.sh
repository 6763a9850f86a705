# What was typed with amcli 0.1.0 to write `book_0_1_0.db.gz` and what it answered then, `answers_0_1_0.json`: as
# `bash typed_0_1_0.sh AM FOLDER`, where AM is its program and FOLDER a whole path. The tests read the two files;
# this shows where they come from. Everybody in them is invented.
set -euo pipefail
am=$1
cd "$2"
export AMCLI_BOOK=$2/book.db AMCLI_CONFIG=$2/config.toml COLUMNS=100

on() { "$am" --today "$@" > /dev/null; }

printf '%s\n' '[fx]' 'USD = 0.92' > config.toml
"$am" init --currency EUR -q 2> /dev/null || "$am" init --currency EUR > /dev/null

cat > accounts.csv << 'CSV'
id,name,tier,domain,industry,since
1,Fernway Foods,key,fernway.example.com,food,2022-05-01
2,Gullwing Freight,standard,gullwing.example.com,logistics,2023-02-01
3,Hartsease Clinics,standard,hartsease.example.org,health,2021-09-01
4,Inkpot Press,light,inkpot.example.net,media,2024-04-15
5,Jackdaw Tools,light,jackdaw.example.com,manufacturing,2024-11-01
CSV
cat > contacts.csv << 'CSV'
account,name,title,email,role
Fernway Foods,Ada Thrushgrove,Operations Director,ada@fernway.example.com,champion
Fernway Foods,Ben Quillmarsh,Finance Director,ben@fernway.example.com,economic_buyer
Gullwing Freight,Cleo Rushpike,Depot Manager,cleo@gullwing.example.com,champion
Hartsease Clinics,Dora Vetchley,Practice Manager,dora@hartsease.example.org,user
Inkpot Press,Eli Sedgewell,Owner,eli@inkpot.example.net,decision_maker
CSV
on 2025-03-03 import accounts.csv contacts.csv --yes

on 2025-03-03 contract add fernway --product Platform --value 48k --starts 2024-05-01 --term 12m --notice 60 --auto-renew
on 2025-04-10 stage fernway signed
on 2025-04-14 renew fernway --value 52k
on 2025-06-02 contract amend fernway --by 4000 --on 2025-06-01
on 2025-03-03 contract add gullwing --product Platform --value 'USD 24000' --starts 2025-02-01 --term 14m --notice 30
on 2026-02-10 stage gullwing proposed
on 2025-03-03 contract add hartsease --product Platform --value 18k --starts 2025-01-01 --ends 2025-12-31
on 2025-03-03 contract add hartsease --product Training --value 2500 --starts 2025-01-01 --ends 2026-12-31
on 2025-03-04 contract add inkpot --product Platform --value 250 --per month --starts 2024-04-15
on 2025-03-04 contract add jackdaw --product Platform --value 3600 --starts 2024-11-01 --term 12m
on 2025-10-20 churn jackdaw --reason price

on 2025-09-15 log fernway "Half year looked at; two goals for the autumn" -k qbr -w ada -f good --minutes 60
on 2025-11-18 log fernway "Audit in January, wants the batch records by then" -w ada -p "Batch records" -d 2025-12-05
on 2025-12-04 done t1
on 2026-01-20 log fernway "Audit passed; thanked us" -k email -w ada --direction in --purpose relationship
on 2026-02-24 log fernway "Asked for a second site" -w ada -w ben --purpose commercial -n "Price for the second site" -d 2026-03-06
on 2025-12-10 log gullwing "Drivers like the board, the office does not" -k visit -w cleo --purpose value
on 2026-01-28 log gullwing --tried -w cleo
on 2026-02-11 log gullwing "Notice is on the table; wants a smaller step" -w cleo -f bad --purpose commercial -p "Offer for twelve seats" -d 2026-02-20
on 2025-11-03 log hartsease "New intake form tried for a week" -w dora --purpose value
on 2025-08-20 log inkpot "Prints the autumn list, no time" -k chat -w eli
on 2025-12-15 log inkpot "A note: closed until the second week of January" -k note
on 2026-02-02 task add hartsease "Names for the new reception team" --due 2026-02-27
on 2026-02-02 task add inkpot "Ask how the autumn list went" --due 2026-03-20
on 2026-02-03 account pulse gullwing bad "Two people want to leave"
on 2026-02-04 account tag fernway reference audit
on 2026-02-05 account edit hartsease --set clinics=4 --cadence 45
on 2026-02-26 snooze inkpot 2026-03-16
on 2026-02-27 task add jackdaw "A slip"
on 2026-02-27 undo
on 2026-02-27 account edit inkpot --tier standard
on 2026-02-27 undo
on 2026-02-27 contact edit dora --title "Head of Reception"
on 2026-02-27 contact add jackdaw "Fay Mistleby"
on 2026-02-27 contact rm fay --yes

answers() {
    printf '{\n'
    for list in today checkins renewals risks tasks "account list --all" "contact list" "contract list" \
        "interaction list" "task list --all" "show fernway" "show hartsease" "timeline fernway" "timeline gullwing" \
        "find batch" history; do
        # shellcheck disable=SC2086
        printf '%s"am %s": ' "${comma-}" "$list" && "$am" --today 2026-03-02 $list -o json
        comma=,
    done
    printf '}\n'
}
answers > answers_0_1_0.json
gzip -9 -n < book.db > book_0_1_0.db.gz
